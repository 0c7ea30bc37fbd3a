#include "extractors/groups/lexicon.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/tsv.h"
#include "text/fold.h"

namespace factbox::groups {
namespace {

bool IsVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }
bool EndsWith(std::string_view word, std::string_view ending) { return word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending; }

struct Forms {
  std::string base, third, past, participle, ing;
};

std::string Third(const std::string& base) {
  if (EndsWith(base, "y") && !IsVowel(base[base.size() - 2])) return base.substr(0, base.size() - 1) + "ies";
  for (const std::string_view ending : {"s", "x", "z", "ch", "sh", "o"})
    if (EndsWith(base, ending)) return base + "es";
  return base + "s";
}

std::string Ing(const std::string& base, bool doubled) {
  if (EndsWith(base, "ie")) return base.substr(0, base.size() - 2) + "ying";
  if (EndsWith(base, "e") && !EndsWith(base, "ee") && !EndsWith(base, "oe") && base.size() > 2) return base.substr(0, base.size() - 1) + "ing";
  return base + (doubled ? base.substr(base.size() - 1) : "") + "ing";
}

Forms Regular(std::string base) {
  const bool doubled = EndsWith(base, "*");
  if (doubled) base.pop_back();
  std::string past = base + "ed";
  if (EndsWith(base, "e"))
    past = base + "d";
  else if (EndsWith(base, "y") && !IsVowel(base[base.size() - 2]))
    past = base.substr(0, base.size() - 1) + "ied";
  else if (doubled)
    past = base + base.back() + "ed";
  return {base, Third(base), past, past, Ing(base, doubled)};
}

// "run/ran/run": a last consonant after one short vowel is doubled.
Forms Irregular(std::string_view cell) {
  const size_t first = cell.find('/'), second = cell.find('/', first + 1);
  Forms forms;
  forms.base = std::string(cell.substr(0, first));
  forms.past = std::string(cell.substr(first + 1, second - first - 1));
  forms.participle = std::string(cell.substr(second + 1));
  forms.third = Third(forms.base);
  const std::string& base = forms.base;
  const size_t n = base.size();
  const bool doubled =
      n >= 3 && !IsVowel(base[n - 1]) && IsVowel(base[n - 2]) && !IsVowel(base[n - 3]) && base[n - 1] != 'w' && base[n - 1] != 'y' && base != "open";
  forms.ing = Ing(base, doubled);
  return forms;
}

constexpr std::array<std::pair<std::string_view, WordClass>, 17> kClasses = {{{"determiner", WordClass::kDeterminer},
                                                                              {"possessive", WordClass::kPossessive},
                                                                              {"pronoun", WordClass::kPronoun},
                                                                              {"be", WordClass::kBe},
                                                                              {"have", WordClass::kHave},
                                                                              {"do", WordClass::kDo},
                                                                              {"modal", WordClass::kModal},
                                                                              {"to", WordClass::kTo},
                                                                              {"not", WordClass::kNot},
                                                                              {"preposition", WordClass::kPreposition},
                                                                              {"conjunction", WordClass::kConjunction},
                                                                              {"subordinator", WordClass::kSubordinator},
                                                                              {"relative", WordClass::kRelative},
                                                                              {"that", WordClass::kThat},
                                                                              {"adverb", WordClass::kAdverb},
                                                                              {"adjective", WordClass::kAdjective},
                                                                              {"noun", WordClass::kNoun}}};

}  // namespace

std::string Singular(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> kIrregular = {{"men", "man"},
                                                                                    {"women", "woman"},
                                                                                    {"children", "child"},
                                                                                    {"people", "person"},
                                                                                    {"policemen", "policeman"},
                                                                                    {"gunmen", "gunman"},
                                                                                    {"feet", "foot"},
                                                                                    {"teeth", "tooth"},
                                                                                    {"wives", "wife"},
                                                                                    {"lives", "life"},
                                                                                    {"knives", "knife"},
                                                                                    {"thieves", "thief"},
                                                                                    {"crises", "crisis"},
                                                                                    {"bodies", "body"},
                                                                                    {"series", "series"},
                                                                                    {"businessmen", "businessman"},
                                                                                    {"fishermen", "fisherman"},
                                                                                    {"militiamen", "militiaman"},
                                                                                    {"congressmen", "congressman"},
                                                                                    {"lawmen", "lawman"},
                                                                                    {"news", "news"},
                                                                                    {"buses", "bus"},
                                                                                    {"gases", "gas"},
                                                                                    {"viruses", "virus"},
                                                                                    {"headquarters", "headquarters"}};
  if (const auto at = kIrregular.find(word); at != kIrregular.end()) return std::string(at->second);
  if (EndsWith(word, "smen") || EndsWith(word, "rmen") || EndsWith(word, "emen")) return std::string(word.substr(0, word.size() - 2)) + "an";
  if (word.size() < 4 || !EndsWith(word, "s") || EndsWith(word, "ss") || EndsWith(word, "us") || EndsWith(word, "is")) return std::string(word);
  if (EndsWith(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  for (const std::string_view ending : {"sses", "shes", "ches", "xes", "zes"})
    if (EndsWith(word, ending)) return std::string(word.substr(0, word.size() - 2));
  return std::string(word.substr(0, word.size() - 1));
}

class LexiconBuilder {
 public:
  void AddWords(const TsvTable& table, Mistakes& mistakes) {
    for (const TsvRow& row : table.rows) {
      const auto known = std::find_if(kClasses.begin(), kClasses.end(), [&](const auto& entry) { return entry.first == row.cells[0]; });
      const bool mark = row.cells[0] == "intransitive" || row.cells[0] == "quantity";
      if (known == kClasses.end() && !mark) {
        mistakes.push_back(table.At(row, 0, "unknown class '" + std::string(row.cells[0]) + "'"));
        continue;
      }
      for (const std::string_view word : SplitAlternatives(row.cells[1])) {
        if (row.cells[0] == "intransitive")
          intransitive_.Insert(FoldHash(word));
        else if (row.cells[0] == "quantity")
          lexicon_.words_[FoldHash(word)].quantity = true;
        else
          AddFunctionWord(word, known->second);
      }
    }
  }

  void AddVerbs(const TsvTable& table, Mistakes& mistakes) {
    for (const TsvRow& row : table.rows) {
      const std::string_view kind = row.cells[0];
      if (kind != "verb" && kind != "both" && kind != "irregular" && kind != "irregular_both") {
        mistakes.push_back(table.At(row, 0, "unknown kind '" + std::string(kind) + "'"));
        continue;
      }
      const bool irregular = kind.substr(0, 9) == "irregular", noun = kind == "both" || kind == "irregular_both";
      for (const std::string_view cell : SplitAlternatives(row.cells[1])) AddVerb(irregular ? Irregular(cell) : Regular(std::string(cell)), noun);
    }
  }

  Lexicon Finish() {
    for (const uint64_t form : forms_) {
      WordEntry& entry = lexicon_.words_[form];
      if (entry.word_class == WordClass::kVerb && intransitive_.Contains(entry.lemma)) entry.intransitive = true;
    }
    for (const std::string_view word : {"will", "shall", "won't"}) lexicon_.words_[FoldHash(word)].modal_future = true;
    return std::move(lexicon_);
  }

 private:
  void AddFunctionWord(std::string_view word, WordClass word_class) {
    WordEntry& entry = lexicon_.words_[FoldHash(word)];
    if (entry.word_class != WordClass::kOther && entry.word_class != word_class) {
      entry.also = word_class;
      return;
    }
    entry.word_class = word_class;
    entry.lemma = FoldHash(word);
    if (word_class != WordClass::kBe && word_class != WordClass::kHave && word_class != WordClass::kDo) return;
    entry.form = word == "being" || word == "having" ? VerbForm::kIng
                 : word == "been"                    ? VerbForm::kParticiple
                 : word == "be"                      ? VerbForm::kBase
                                                     : VerbForm::kPast;
    if (word == "is" || word == "are" || word == "am" || word == "has" || word == "have" || word == "do" || word == "does") entry.form = VerbForm::kThird;
  }

  void AddForm(const std::string& text, uint64_t lemma, VerbForm form, bool noun) {
    forms_.push_back(FoldHash(text));
    WordEntry& entry = lexicon_.words_[forms_.back()];
    if (entry.word_class == WordClass::kVerb) {
      entry.noun = entry.noun || (noun && entry.lemma == lemma);
      // "put" is base, past and participle; "found" is of find before it is of found.
      if (entry.form != form && entry.lemma == lemma && (form == VerbForm::kPast || form == VerbForm::kParticiple) && entry.form == VerbForm::kPast)
        entry.form = VerbForm::kPastOrParticiple;
      return;
    }
    if (entry.word_class != WordClass::kOther) return;  // a function word, or an adjective
    entry.word_class = WordClass::kVerb;
    entry.lemma = lemma;
    entry.form = form;
    entry.noun = noun;
  }

  void AddVerb(const Forms& forms, bool noun) {
    const uint64_t lemma = FoldHash(forms.base);
    if (forms.past == forms.base) {  // put, hit, cut
      AddForm(forms.base, lemma, VerbForm::kPastOrParticiple, noun);
    } else {
      AddForm(forms.base, lemma, VerbForm::kBase, noun);
      AddForm(forms.past, lemma, forms.past == forms.participle ? VerbForm::kPastOrParticiple : VerbForm::kPast, false);
      if (forms.past != forms.participle) AddForm(forms.participle, lemma, VerbForm::kParticiple, false);
    }
    AddForm(forms.third, lemma, VerbForm::kThird, noun);
    AddForm(forms.ing, lemma, VerbForm::kIng, false);
  }

  Lexicon lexicon_;
  HashSet intransitive_;         // lemmas
  std::vector<uint64_t> forms_;  // of verbs
};

Result<Lexicon> Lexicon::Load(const Data& data) {
  Mistakes mistakes;
  LexiconBuilder builder;
  for (const Data::File& file : data.Files("extractors/groups/words.tsv"))
    builder.AddWords(ReadTsv(file.name, file.text, {"class", "words"}, mistakes), mistakes);
  for (const Data::File& file : data.Files("extractors/groups/verbs.tsv"))
    builder.AddVerbs(ReadTsv(file.name, file.text, {"kind", "verbs"}, mistakes), mistakes);
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return builder.Finish();
}

}  // namespace factbox::groups
