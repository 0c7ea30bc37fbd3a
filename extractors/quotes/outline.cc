#include "extractors/quotes/outline.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::quotes {
namespace {

class OutlineMaker {
 public:
  OutlineMaker(const Data& data, const WordLists& words, const Document& document, const Reader& reader)
      : data_(data),
        words_(words),
        document_(document),
        tokens_(reader.tokens()),
        matches_(reader.matches()),
        names_(reader.names()),
        dates_(reader.dates()),
        dateline_end_(reader.dateline().present ? reader.dateline().span.end : 0) {}

  Outline Make() {
    out_.quoted = FindQuoted(tokens_);
    out_.atoms.reserve(tokens_.size());
    size_t quoted = 0;
    for (uint32_t token = 0; token < tokens_.size();) {
      if (quoted < out_.quoted.size() && out_.quoted[quoted].outer.begin == token) {
        AddQuoted(static_cast<uint32_t>(quoted));
        token = out_.quoted[quoted++].outer.end;
        continue;
      }
      const uint32_t limit = quoted < out_.quoted.size() ? out_.quoted[quoted].outer.begin : static_cast<uint32_t>(tokens_.size());
      token = AddAtom(token, limit);
    }
    CutSentences();
    return std::move(out_);
  }

 private:
  void AddQuoted(uint32_t index) {
    Atom atom;
    atom.tokens = out_.quoted[index].outer;
    atom.quoted = index;
    atom.mark = '"';
    out_.atoms.push_back(atom);
  }

  // The atom that starts at `token` and ends before `limit`; returns the token behind it.
  uint32_t AddAtom(uint32_t token, uint32_t limit) {
    const Token& first = tokens_[token];
    Atom atom;
    atom.tokens = {token, token + 1};
    atom.mark = first.mark;
    if (!IsWord(first)) {
      if (first.mark == '&') atom.classes = kCoordinator;
      out_.atoms.push_back(atom);
      return token + 1;
    }
    atom.classes = words_.Of(first.fold) | (IsCapitalized(first) ? uint32_t{kCapital} : 0);
    if (first.shape == Shape::kLower || first.shape == Shape::kCapitalized) {
      const std::string_view text = document_.Slice(first.span);
      if (text.back() == 's') atom.classes |= kEndsInS;
      const bool ly = first.shape == Shape::kLower && text.size() > 4 && text.substr(text.size() - 2) == "ly";
      if (ly && (atom.classes & kNoun) == 0) atom.classes |= kAdverb;
      if (first.shape == Shape::kLower && text.size() > 4 && text.substr(text.size() - 2) == "ed") atom.classes |= kEndsInEd;
    }
    // "Will said": within a sentence a capital makes a name of a small word.
    if (IsCapitalized(first) && !MayStartSentence(token) && (atom.classes & kPronoun) == 0) atom.classes &= kCapital | kEndsInS | kPlural | kMale | kFemale;
    while (name_ < names_.size() && names_[name_].tokens.end <= token) ++name_;
    while (date_ < dates_.size() && dates_[date_].tokens.end <= token) ++date_;
    TokenRange verb;
    const Cue cue = CueAt(token, limit, verb, atom);
    if (name_ < names_.size() && names_[name_].tokens.begin == token && names_[name_].tokens.end <= limit) {
      atom.tokens = names_[name_].tokens;
      atom.name = static_cast<uint32_t>(name_);
      atom.classes = kCapital;
    } else if (date_ < dates_.size() && dates_[date_].tokens.begin == token && dates_[date_].tokens.end <= limit &&
               (dates_[date_].kind == DateKind::kDate || dates_[date_].kind == DateKind::kTime)) {
      atom.tokens = dates_[date_].tokens;
      atom.classes |= kDate;
    } else if (!verb.empty()) {
      atom.tokens = verb;
      atom.cue = static_cast<uint32_t>(out_.cues.size());
      out_.cues.push_back(cue);
      out_.cues.back().atom = static_cast<uint32_t>(out_.atoms.size());
    }
    out_.atoms.push_back(atom);
    return atom.tokens.end;
  }

  bool MayStartSentence(uint32_t token) const {
    if (tokens_[token].paragraph_start || out_.atoms.empty()) return true;
    const char before = out_.atoms.back().mark;
    return before == '"' || before == ':' || before == '-' || before == '(' || before == '*' || EndsSentence(before);
  }

  // The reporting phrase at `token`, the longest; titles are noted in `atom` on the way.
  Cue CueAt(uint32_t token, uint32_t limit, TokenRange& verb, Atom& atom) {
    Cue cue;
    while (match_ < matches_.size() && matches_[match_].tokens.begin < token) ++match_;
    for (size_t i = match_; i < matches_.size() && matches_[i].tokens.begin == token; ++i) {
      const Match& match = matches_[i];
      if ((match.kinds & Bit(EntryKind::kTitle)) != 0) atom.classes |= kTitle;
      if ((match.kinds & Bit(EntryKind::kReportingVerb)) == 0 || match.tokens.end > limit || !verb.empty()) continue;
      const Gazetteer& gazetteer = data_.gazetteers()[match.gazetteer];
      for (uint16_t e = 0; e < match.entry_count; ++e) {
        if (match.entries[e].kind != EntryKind::kReportingVerb) continue;
        const NounRecord& record = gazetteer.Noun(match.entries[e].record);
        if (gazetteer.Text(record.text) == "per" && IsRate(token)) continue;
        cue.lemma = gazetteer.Text(record.text);
        cue.strong = gazetteer.Text(record.a) == "strong";
        cue.thought = gazetteer.Text(record.c) == "thought";
        cue.form = FormOf(token, cue.lemma);
        cue.prefers_clause = (words_.Of(tokens_[token].fold) & kClause) != 0;
        verb = match.tokens;
        if (verb.size() > 1 && IsThat(verb.end - 1)) --verb.end;  // "rule that"
        break;
      }
    }
    return cue;
  }

  // "10 per cent", "miles per hour"; but "per the report", "per Reuters".
  bool IsRate(uint32_t per) const {
    if (per + 1 >= tokens_.size()) return true;
    return !IsCapitalized(tokens_[per + 1]) && (words_.Of(tokens_[per + 1].fold) & (kArticle | kPossessive)) == 0;
  }

  bool IsThat(uint32_t token) const {
    constexpr uint32_t kBoth = kRelative | kSubordinator;
    return (words_.Of(tokens_[token].fold) & kBoth) == kBoth;
  }

  CueForm FormOf(uint32_t token, std::string_view lemma) const {
    const std::string_view text = document_.Slice(tokens_[token].span);
    if (lemma == "according to" || lemma == "per" || lemma.substr(0, 3) == "in " || lemma.substr(0, 3) == "by " || lemma.substr(0, 4) == "for ")
      return CueForm::kPhrase;
    if (text.size() > 4 && text.substr(text.size() - 3) == "ing") return CueForm::kParticiple;
    if (FoldHash(lemma.substr(0, lemma.find(' '))) == tokens_[token].fold)
      return (words_.Of(tokens_[token].fold) & kVerb) != 0 ? CueForm::kPast : CueForm::kBase;  // read, put
    return text.back() == 's' ? CueForm::kThird : CueForm::kPast;
  }

  // ---------------------------------------------------------------------------------------------- sentences

  void CutSentences() {
    const auto count = static_cast<uint32_t>(out_.atoms.size());
    uint32_t cue = 0;
    for (uint32_t begin = 0; begin < count;) {
      uint32_t end = begin + 1;
      while (end < count && !StartsSentence(end)) ++end;
      OutlineSentence sentence{begin, end, cue, cue, tokens_[out_.atoms[begin].tokens.begin].paragraph_start};
      while (cue < out_.cues.size() && out_.cues[cue].atom < end) ++cue;
      sentence.cue_end = cue;
      out_.sentences.push_back(sentence);
      begin = end;
    }
  }

  static bool EndsSentence(char mark) { return mark == '.' || mark == '?' || mark == '!'; }

  bool StartsSentence(uint32_t at) const {
    const Atom &before = out_.atoms[at - 1], &atom = out_.atoms[at];
    const Token& token = tokens_[atom.tokens.begin];
    if (token.paragraph_start) return true;
    if (token.span.begin >= dateline_end_ && tokens_[before.tokens.begin].span.begin < dateline_end_) return true;
    if (before.quoted != kNone) {
      const Quoted& quoted = out_.quoted[before.quoted];
      const char last = tokens_[quoted.content.end - 1].mark;
      if (!EndsSentence(last)) return false;
      if (atom.quoted != kNone) return true;
      if ((atom.classes & kCapital) == 0 || !IsWord(token)) return false;
      // “Who knows?” Smith said. “No.” He left.
      return last == '.' || !IsTag(at);
    }
    if (!EndsSentence(before.mark)) return false;
    return atom.quoted != kNone || (atom.classes & kCapital) != 0 || token.first_upper || token.shape == Shape::kNumber || !IsWord(token);
  }

  // Does a speaker with a verb start here: "Smith said", "Mayor Ana Ruiz told"?
  bool IsTag(uint32_t at) const {
    constexpr uint32_t kLongestTag = 7;  // atoms before the verb
    for (uint32_t i = at; i < std::min<size_t>(out_.atoms.size(), at + kLongestTag); ++i) {
      const Atom& atom = out_.atoms[i];
      if (atom.cue != kNone && out_.cues[atom.cue].strong) return i > at;
      if (atom.quoted != kNone || EndsSentence(atom.mark) || (atom.classes & kSubordinator) != 0) return false;
    }
    return false;
  }

  const Data& data_;
  const WordLists& words_;
  const Document& document_;
  std::span<const Token> tokens_;
  std::span<const Match> matches_;
  std::span<const Name> names_;
  std::span<const DateExpression> dates_;
  const uint32_t dateline_end_;  // byte
  Outline out_;
  size_t name_ = 0, date_ = 0, match_ = 0;
};

}  // namespace

Outline MakeOutline(const Data& data, const WordLists& words, const Document& document, const Reader& reader) {
  return OutlineMaker(data, words, document, reader).Make();
}

}  // namespace factbox::quotes
