#include "extractors/events/lexicon.h"

#include <algorithm>
#include <unordered_map>

#include "base/tsv.h"
#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr std::array<std::pair<std::string_view, Role>, 14> kRoles = {{{"actor", Role::kActor},
                                                                       {"recipient", Role::kRecipient},
                                                                       {"victim", Role::kVictim},
                                                                       {"target", Role::kTarget},
                                                                       {"instrument", Role::kInstrument},
                                                                       {"place", Role::kPlace},
                                                                       {"date", Role::kDate},
                                                                       {"count", Role::kCount},
                                                                       {"about", Role::kAbout},
                                                                       {"harm", Role::kHarm},
                                                                       {"source", Role::kSource},
                                                                       {"cause", Role::kCause},
                                                                       {"vehicle", Role::kTarget},
                                                                       {"-", Role::kNothing}}};
constexpr std::array<std::pair<std::string_view, Operator>, 9> kOperators = {{{"absorbed", Operator::kAbsorbed},
                                                                              {"passed", Operator::kPassed},
                                                                              {"planned", Operator::kPlanned},
                                                                              {"attempted", Operator::kAttempted},
                                                                              {"denied", Operator::kDenied},
                                                                              {"hypothetical", Operator::kHypothetical},
                                                                              {"ongoing", Operator::kOngoing},
                                                                              {"negated", Operator::kNegated},
                                                                              {"fiction", Operator::kFiction}}};
// Behind the head of a noun trigger: "declaration | of war".
constexpr std::array<std::string_view, 8> kInside = {"of", "for", "from", "on", "against", "in", "between", "with"};

uint64_t SlotOf(std::string_view name) {
  if (name == "subj") return kSubject;
  if (name == "obj") return kObject;
  if (name == "poss") return kOwner;
  if (name == "mod") return kModifier;
  if (name == "about" || name == "that") return kComplement;
  return FoldHash(name);
}

// The lemma of a word or phrase is that of its last word: "police officer" is an officer.
uint64_t LastWord(std::string_view phrase) { return FoldHash(phrase.substr(phrase.rfind(' ') == std::string_view::npos ? 0 : phrase.rfind(' ') + 1)); }

}  // namespace

bool IsArmed(std::string_view sector) {
  return sector == "MIL" || sector == "COP" || sector == "REB" || sector == "PRM" || sector == "UAF" || sector == "SPY" || sector == "CRM";
}

Role RoleOf(const Frame& frame, uint64_t slot) {
  for (const SlotRole& entry : frame)
    if (entry.slot == slot) return entry.role;
  return Role::kNothing;
}

const OntologyRow* Lexicon::Row(std::string_view type, std::string_view mode) const {
  for (const OntologyRow& row : ontology_)
    if (row.type == type && row.mode == mode) return &row;
  return nullptr;
}

class LexiconLoader {
 public:
  explicit LexiconLoader(const Data& data) : data_(data) {}

  Result<Lexicon> Load() {
    Ontology();
    Classes();
    Sectors();
    Frames();
    Operators();
    for (const char* name : {"force", "words", "society"}) Triggers(std::string("extractors/events/triggers_") + name + ".tsv");
    if (!mistakes_.empty()) return Error{"data_invalid", ToString(mistakes_)};
    for (const uint64_t lemma : lemmas_) {
      Sort(out_.verbs_.Find(lemma));
      Sort(out_.nouns_.Find(lemma));
    }
    return std::move(out_);
  }

 private:
  static int Tests(const Trigger& trigger) { return !trigger.object.empty() + 2 * !trigger.subject.empty(); }

  static void Sort(std::vector<const Trigger*>* list) {
    if (list == nullptr) return;
    std::stable_sort(list->begin(), list->end(), [](const Trigger* a, const Trigger* b) {
      if (a->Length() != b->Length()) return a->Length() > b->Length();
      return Tests(*a) > Tests(*b);
    });
  }

  template <class Row>
  void Each(const std::string& path, const std::vector<std::string_view>& columns, Row row) {
    for (const Data::File& file : data_.Files(path)) {
      const TsvTable table = ReadTsv(file.name, file.text, columns, mistakes_);
      for (const TsvRow& cells : table.rows) row(table, cells);
    }
  }

  void Ontology() {
    Each("extractors/events/ontology.tsv", {"type", "mode", "quad", "cameo", "label", "threat", "wanted"}, [&](const TsvTable& table, const TsvRow& row) {
      const std::string_view quad = row.cells[2];
      if (quad.size() != 1 || quad[0] < '0' || quad[0] > '4') return mistakes_.push_back(table.At(row, 2, "quad is 0 to 4"));
      out_.ontology_.push_back({row.cells[0], row.cells[1], row.cells[3], row.cells[4], row.cells[5], row.cells[6], static_cast<uint8_t>(quad[0] - '0')});
    });
  }

  void Classes() {
    Each("extractors/events/classes.tsv", {"class", "nouns"}, [&](const TsvTable& table, const TsvRow& row) {
      std::vector<std::string_view>& names = out_.class_names_;
      const auto bit = static_cast<size_t>(std::find(names.begin(), names.end(), row.cells[0]) - names.begin());
      if (bit == NounClasses().size()) return mistakes_.push_back(table.At(row, 0, "there may be " + std::to_string(bit) + " classes, this is one too many"));
      if (bit == names.size()) names.push_back(row.cells[0]);
      for (const std::string_view word : SplitAlternatives(row.cells[1])) out_.classes_[FoldHash(word)].set(bit);
    });
  }

  // The first one stays.
  static void AddSector(HashTable<std::string_view>& to, uint64_t words, std::string_view sector) {
    if (!to.Contains(words)) to[words] = sector;
  }

  void Sectors() {
    Each("extractors/events/actors.tsv", {"sector", "nouns"}, [&](const TsvTable& table, const TsvRow& row) {
      for (const std::string_view words : SplitAlternatives(row.cells[1])) {
        const std::vector<std::string_view> parts = SplitWords(words);
        if (parts.size() == 1) AddSector(out_.sectors_, FoldHash(words), row.cells[0]);
        if (parts.size() == 2) AddSector(out_.pairs_, CombineHash(FoldHash(parts[0]), FoldHash(parts[1])), row.cells[0]);
        if (parts.size() > 2) mistakes_.push_back(table.At(row, 1, "'" + std::string(words) + "' has more than two words"));
      }
    });
  }

  const Frame* ParseFrame(const TsvTable& table, const TsvRow& row, size_t cell) {
    Frame frame;
    for (const std::string_view part : SplitWords(row.cells[cell])) {
      const size_t equals = part.find('=');
      const auto role = std::find_if(kRoles.begin(), kRoles.end(),
                                     [&](const auto& known) { return equals != std::string_view::npos && known.first == part.substr(equals + 1); });
      if (role == kRoles.end()) {
        mistakes_.push_back(table.At(row, cell, "'" + std::string(part) + "' is no slot=role"));
        continue;
      }
      frame.push_back({SlotOf(part.substr(0, equals)), role->second});
    }
    out_.frames_.push_back(std::move(frame));
    return &out_.frames_.back();
  }

  void Frames() {
    Each("extractors/events/frames.tsv", {"type", "pos", "roles"},
         [&](const TsvTable& table, const TsvRow& row) { defaults_[std::string(row.cells[0]) + " " + std::string(row.cells[1])] = ParseFrame(table, row, 2); });
  }

  void Operators() {
    Each("extractors/events/operators.tsv", {"word", "status"}, [&](const TsvTable& table, const TsvRow& row) {
      const auto known = std::find_if(kOperators.begin(), kOperators.end(), [&](const auto& entry) { return entry.first == row.cells[1]; });
      if (known == kOperators.end() && row.cells[1] != "support" && row.cells[1] != "suffered")
        return mistakes_.push_back(table.At(row, 1, "unknown status '" + std::string(row.cells[1]) + "'"));
      for (const std::string_view word : SplitAlternatives(row.cells[0])) {
        if (row.cells[1] == "support")
          out_.support_.Insert(FoldHash(word));
        else if (row.cells[1] == "suffered")
          out_.suffered_.Insert(FoldHash(word));
        else if (!out_.operators_.Contains(FoldHash(word)))
          out_.operators_[FoldHash(word)] = known->second;
      }
    });
  }

  void AddTest(const TsvTable& table, const TsvRow& row, std::string_view word, NounTest& test) {
    if (word == "-") {
      test.none = true;
    } else if (word == "@people") {
      test.people = true;
    } else if (word == "@armed") {
      test.armed = true;
    } else if (word.front() == '@') {
      const auto known = std::find(out_.class_names_.begin(), out_.class_names_.end(), word.substr(1));
      if (known == out_.class_names_.end()) return mistakes_.push_back(table.At(row, 4, "no class " + std::string(word)));
      test.classes.set(static_cast<size_t>(known - out_.class_names_.begin()));
    } else if (word.front() == '%') {
      test.person = test.person || word == "%person";
      test.organization = test.organization || word == "%org";
      test.place = test.place || word == "%place";
      test.money = test.money || word == "%money";
      test.team = test.team || word == "%team";
    } else {
      test.lemmas.push_back(LastWord(word));
    }
  }

  void Triggers(const std::string& path) {
    Each(path, {"type", "mode", "pos", "words", "object", "roles", "effect?", "cameo?"}, [&](const TsvTable& table, const TsvRow& row) {
      Trigger trigger;
      trigger.row = out_.Row(row.cells[0], row.cells[1]);
      if (trigger.row == nullptr)
        return mistakes_.push_back(table.At(row, 0, "the ontology has no " + std::string(row.cells[0]) + " " + std::string(row.cells[1])));
      const std::string_view pos = row.cells[2];
      if (pos != "v" && pos != "n" && pos != "e" && pos != "m") return mistakes_.push_back(table.At(row, 2, "pos is v, n, e or m"));
      trigger.kind = pos == "v" ? TriggerKind::kVerb : pos == "n" ? TriggerKind::kNoun : pos == "e" ? TriggerKind::kEffect : TriggerKind::kModal;
      for (const std::string_view word : SplitAlternatives(row.cells[4]))
        AddTest(table, row, word.front() == '!' || word.front() == '<' ? word.substr(1) : word,
                word.front() == '!'   ? trigger.not_object
                : word.front() == '<' ? trigger.subject
                                      : trigger.object);
      if (!trigger.not_object.empty() && trigger.object.none) {
        trigger.object.none = false;
        trigger.object.none = !trigger.object.empty();  // "!@abstract|-": anything else, or nothing
      }
      const std::string usual = std::string(row.cells[0]) + (pos == "n" ? " n" : " v");
      trigger.frame = !row.cells[5].empty() ? ParseFrame(table, row, 5) : defaults_.count(usual) > 0 ? defaults_[usual] : ParseFrame(table, row, 5);
      trigger.effect = row.cells[6];
      trigger.cameo = row.cells[7].empty() ? trigger.row->cameo : row.cells[7];
      for (const std::string_view words : SplitAlternatives(row.cells[3])) AddTrigger(trigger, words);
    });
  }

  void AddTrigger(Trigger trigger, std::string_view words) {
    trigger.words = words;
    std::vector<std::string_view> parts = SplitWords(words);
    uint64_t lemma = 0;
    if (trigger.kind == TriggerKind::kNoun) {
      size_t head = parts.size() - 1;
      for (size_t i = 1; i < parts.size(); ++i)
        if (std::find(kInside.begin(), kInside.end(), parts[i]) != kInside.end()) {
          head = i - 1;
          break;
        }
      for (size_t i = 0; i < head; ++i) trigger.before.push_back(FoldHash(parts[i]));
      for (size_t i = head + 1; i < parts.size(); ++i) trigger.behind.push_back(FoldHash(parts[i]));
      lemma = FoldHash(parts[head]);
    } else {
      if (parts.front() == "be" && parts.size() > 1) {
        // "be willing to": behind the copula; "be born": the passive.
        Trigger copula = trigger;
        for (size_t i = 1; i < parts.size(); ++i) copula.behind.push_back(FoldHash(parts[i]));
        out_.triggers_.push_back(std::move(copula));
        Add(out_.verbs_, FoldHash("be"));
        trigger.passive_only = true;
        parts.erase(parts.begin());
      }
      lemma = FoldHash(parts.front());
      for (size_t i = 1; i < parts.size(); ++i) trigger.behind.push_back(FoldHash(parts[i]));
    }
    out_.triggers_.push_back(std::move(trigger));
    const TriggerKind kind = out_.triggers_.back().kind;
    Add(kind == TriggerKind::kNoun ? out_.nouns_ : kind == TriggerKind::kModal ? out_.modals_ : out_.verbs_, lemma);
  }

  // The last trigger, under `lemma`.
  void Add(Lexicon::Triggers& to, uint64_t lemma) {
    to[lemma].push_back(&out_.triggers_.back());
    lemmas_.push_back(lemma);
  }

  const Data& data_;
  Lexicon out_;
  Mistakes mistakes_;
  std::unordered_map<std::string, const Frame*> defaults_;
  std::vector<uint64_t> lemmas_;  // of triggers; some more than once
};

bool Lexicon::InClass(std::string_view name, uint64_t lemma) const {
  const NounClasses* in = classes_.Find(lemma);  // few nouns are in any
  if (in == nullptr) return false;
  const auto known = std::find(class_names_.begin(), class_names_.end(), name);
  return known != class_names_.end() && in->test(static_cast<size_t>(known - class_names_.begin()));
}

bool Lexicon::IsListed(const NounTest& test, uint64_t lemma) const {
  if (std::find(test.lemmas.begin(), test.lemmas.end(), lemma) != test.lemmas.end()) return true;
  const NounClasses* in = test.classes.any() ? classes_.Find(lemma) : nullptr;
  return in != nullptr && (*in & test.classes).any();
}

Result<Lexicon> Lexicon::Load(const Data& data) { return LexiconLoader(data).Load(); }

}  // namespace factbox::events
