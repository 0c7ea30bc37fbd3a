#include "run/cases.h"

#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include "base/tsv.h"

namespace factbox {
namespace {

// What was found or is expected: a span, its kind, and values by key.
struct Item {
  Span span;
  std::string kind;
  std::vector<std::pair<std::string, std::string>> values;

  const std::string* Find(std::string_view key) const {
    for (const auto& [name, value] : values)
      if (name == key) return &value;
    return nullptr;
  }
};

struct Case {
  Article article;
  std::vector<Item> expected;
  std::string mistake;  // of the line itself
};

// ---------------------------------------------------------------------------------------------------------------- reading a line

std::string Unblank(std::string_view value) {
  std::string out(value);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

class LineParser {
 public:
  explicit LineParser(std::string_view line) : rest_(line) {}

  Case Parse() {
    if (rest_.substr(0, 2) == "! ") rest_.remove_prefix(2), negative_ = true;
    if (rest_.substr(0, 1) == "{") Settings();
    while (out_.mistake.empty() && !rest_.empty()) Step();
    if (open_) out_.mistake = "a [ is not closed";
    if (negative_ && !out_.expected.empty()) out_.mistake = "a line with ! marks nothing";
    if (!negative_ && out_.expected.empty() && out_.mistake.empty()) out_.mistake = "nothing is marked: write ! in front where nothing may be found";
    return std::move(out_);
  }

 private:
  void Settings() {
    const size_t end = rest_.find('}');
    if (end == std::string_view::npos) return Fail("a { is not closed");
    for (const std::string_view word : SplitWords(rest_.substr(1, end - 1))) {
      const size_t equals = word.find('=');
      const std::string_view key = word.substr(0, equals);
      const std::string value = equals == std::string_view::npos ? "" : Unblank(word.substr(equals + 1));
      if (key == "published")
        out_.article.published = value;
      else if (key == "publisher")
        out_.article.publisher = value;
      else if (key == "url")
        out_.article.url = std::string(word.substr(equals + 1));
      else
        return Fail("unknown setting '" + std::string(key) + "'");
    }
    rest_.remove_prefix(end + 1);
    if (rest_.substr(0, 1) == " ") rest_.remove_prefix(1);
  }

  void Step() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    std::string& text = out_.article.text;
    if (c == '\\' && !rest_.empty()) {
      text += rest_.front() == 'n' ? '\n' : rest_.front();
      rest_.remove_prefix(1);
    } else if (c == '[') {
      if (open_) return Fail("a [ within a [");
      open_ = static_cast<uint32_t>(text.size());
    } else if (open_ && (c == '|' || c == ']')) {
      Item item;
      item.span = {*open_, static_cast<uint32_t>(text.size())};
      open_.reset();
      if (c == '|') {
        // Codes may hold brackets: unit=[mi_i\]
        std::string annotation;
        size_t end = 0;
        for (; end < rest_.size() && rest_[end] != ']'; ++end) {
          if (rest_[end] == '\\' && end + 1 < rest_.size()) ++end;
          annotation += rest_[end];
        }
        if (end == rest_.size()) return Fail("a [ is not closed");
        Annotate(annotation, item);
        rest_.remove_prefix(end + 1);
      }
      out_.expected.push_back(std::move(item));
    } else {
      text += c;
    }
  }

  void Annotate(std::string_view annotation, Item& item) {
    for (const std::string_view word : SplitWords(annotation)) {
      const size_t equals = word.find('=');
      if (equals != std::string_view::npos)
        item.values.emplace_back(std::string(word.substr(0, equals)), Unblank(word.substr(equals + 1)));
      else if (item.kind.empty())
        item.kind = std::string(word);
      else
        return Fail("'" + std::string(word) + "' is no key=value");
    }
  }

  void Fail(std::string message) { out_.mistake = std::move(message); }

  std::string_view rest_;
  Case out_;
  std::optional<uint32_t> open_;
  bool negative_ = false;
};

// ---------------------------------------------------------------------------------------------------------------- what was found

std::string CountryText(const char (&country)[2]) { return country[0] == 0 ? std::string() : std::string(country, 2); }

using Finder = std::vector<Item> (*)(const Document&, const Reader&);

std::vector<Item> FindNumbers(const Document& document, const Reader& reader) {
  std::vector<Item> out;
  for (const Number& number : reader.numbers())
    out.push_back({number.span,
                   std::string(ToString(number.kind)),
                   {{"value", number.value},
                    {"min", number.min},
                    {"max", number.max},
                    {"approx", std::string(number.approx)},
                    {"unit", std::string(number.unit)},
                    {"of", std::string(document.Slice(number.of))}}});
  return out;
}

std::vector<Item> FindDates(const Document&, const Reader& reader) {
  constexpr std::array<const char*, 3> kAnchors = {"", "published", "text"};
  std::vector<Item> out;
  for (const DateExpression& date : reader.dates())
    out.push_back({date.span,
                   std::string(ToString(date.kind)),
                   {{"value", date.value}, {"precision", std::string(date.precision)}, {"anchor", kAnchors[static_cast<size_t>(date.anchor)]}}});
  return out;
}

std::vector<Item> FindNames(const Document&, const Reader& reader) {
  constexpr std::array<const char*, 3> kTypes = {"PER", "ORG", "LOC"};
  std::vector<Item> out;
  for (const Name& name : reader.names()) out.push_back({name.span, kTypes[static_cast<size_t>(name.type)], {}});
  return out;
}

template <class Entity, class Values>
void AddMentions(const std::vector<Mention>& mentions, size_t id, const Entity& entity, const Values& values, std::vector<Item>& out) {
  for (const Mention& mention : mentions) {
    Item item{mention.span, std::string(ToString(mention.kind)), values(entity)};
    item.values.emplace_back("id", std::to_string(id));
    out.push_back(std::move(item));
  }
}

std::vector<Item> FindPeople(const Document& document, const Reader& reader) {
  std::vector<Item> out;
  size_t id = 0;
  const auto values = [&](const Person& person) {
    std::vector<std::pair<std::string, std::string>> list = {{"name", person.name}, {"given", person.given}, {"family", person.family}};
    // A person may have several roles: a key is met if any of them fits.
    for (const Role& role : person.roles) {
      if (role.affiliation) continue;
      list.emplace_back("role", std::string(document.Slice(role.title)));
      list.emplace_back("former", role.former ? "true" : "false");
    }
    return list;
  };
  for (const Person& person : reader.people()) AddMentions(person.mentions, ++id, person, values, out);
  std::erase_if(out, [](const Item& item) { return item.kind == "pronoun" || item.kind == "nominal"; });  // cases speak of names only
  return out;
}

std::vector<Item> FindOrganizations(const Document&, const Reader& reader) {
  std::vector<Item> out;
  size_t id = 0;
  const auto values = [](const Organization& organization) {
    return std::vector<std::pair<std::string, std::string>>{{"name", organization.name},
                                                            {"acronym", organization.acronym},
                                                            {"kind", std::string(ToString(organization.kind))},
                                                            {"country", CountryText(organization.country)}};
  };
  for (const Organization& organization : reader.organizations()) AddMentions(organization.mentions, ++id, organization, values, out);
  return out;
}

std::vector<Item> FindPlaces(const Document&, const Reader& reader) {
  std::vector<Item> out;
  size_t id = 0;
  const auto values = [](const Place& place) {
    return std::vector<std::pair<std::string, std::string>>{{"name", place.name},
                                                            {"kind", std::string(ToString(place.kind))},
                                                            {"country", CountryText(place.country)},
                                                            {"admin1", std::string(place.admin1)},
                                                            {"geonames", place.geonames == 0 ? "" : std::to_string(place.geonames)}};
  };
  for (const Place& place : reader.places()) AddMentions(place.mentions, ++id, place, values, out);
  return out;
}

std::vector<Item> FindQuotes(const Document& document, const Reader& reader) {
  std::vector<Item> out;
  for (const Quote& quote : reader.quotes()) {
    const Speaker& speaker = quote.speaker;
    const std::string id = speaker.person         ? "p" + std::to_string(speaker.person.index + 1)
                           : speaker.organization ? "o" + std::to_string(speaker.organization.index + 1)
                           : speaker.place        ? "l" + std::to_string(speaker.place.index + 1)
                                                  : "";
    const std::string who = speaker.person         ? reader.people()[speaker.person.index].name
                            : speaker.organization ? reader.organizations()[speaker.organization.index].name
                            : speaker.place        ? reader.places()[speaker.place.index].name
                                                   : "";
    out.push_back({quote.span,
                   std::string(ToString(quote.kind)),
                   {{"speaker", std::string(document.Slice(speaker.span))}, {"cue", std::string(document.Slice(quote.cue))}, {"who", who}, {"ref", id}}});
  }
  return out;
}

// Verb groups, by their subject and object.
std::vector<Item> FindGroups(const Document& document, const Reader& reader) {
  std::vector<Item> out;
  const std::span<const Group> groups = reader.groups();
  const auto text = [&](uint32_t group) { return group == Group::kNone ? std::string() : std::string(document.Slice(groups[group].span)); };
  for (const Group& group : groups)
    if (group.kind == GroupKind::kVerb)
      out.push_back({group.span,
                     group.passive ? "passive" : "active",
                     {{"subject", text(group.subject)}, {"object", text(group.object)}, {"governor", text(group.governor)}}});
  return out;
}

std::vector<Item> FindEvents(const Document& document, const Reader& reader) {
  std::vector<Item> out;
  for (const Event& event : reader.events()) {
    Item item{event.trigger,
              std::string(event.type),
              {{"mode", std::string(event.mode)},
               {"status", std::string(ToString(event.status))},
               {"negated", event.negated ? "true" : "false"},
               {"by", std::string(document.Slice(event.attributed))}}};
    for (const Argument& argument : event.arguments) {
      item.values.emplace_back(ToString(argument.role), document.Slice(argument.span));
      // killed=5: how many, where a count says so; who, else.
      if (argument.role == ArgumentRole::kCount && !argument.effect.empty() && argument.ref)
        item.values.emplace_back(argument.effect, reader.numbers()[argument.ref.index].value);
      if (argument.role != ArgumentRole::kCount && !argument.effect.empty()) item.values.emplace_back(argument.effect, document.Slice(argument.span));
      if (!argument.sector.empty()) item.values.emplace_back(std::string(ToString(argument.role)) + "_sector", argument.sector);
      if (!argument.country.empty()) item.values.emplace_back(std::string(ToString(argument.role)) + "_country", argument.country);
    }
    out.push_back(std::move(item));
  }
  return out;
}

struct Folder {
  std::string_view name;
  Finder find;
  Layer layer;
};
constexpr std::array<Folder, 9> kFolders = {{{"numbers", FindNumbers, Layer::kNumbers},
                                             {"dates", FindDates, Layer::kDates},
                                             {"names", FindNames, Layer::kNames},
                                             {"people", FindPeople, Layer::kPeople},
                                             {"organizations", FindOrganizations, Layer::kOrganizations},
                                             {"places", FindPlaces, Layer::kPlaces},
                                             {"quotes", FindQuotes, Layer::kQuotes},
                                             {"groups", FindGroups, Layer::kGroups},
                                             {"events", FindEvents, Layer::kEvents}}};

const Folder* FolderOf(std::string_view name) {
  const auto at = std::find_if(kFolders.begin(), kFolders.end(), [&](const Folder& folder) { return folder.name == name; });
  return at == kFolders.end() ? nullptr : &*at;
}

// ---------------------------------------------------------------------------------------------------------------- comparing

// Marks are in text order; found items of entity layers come by entity.
void Sort(std::vector<Item>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.span.begin < b.span.begin; });
}

std::string Show(const Document& document, const Item& item) {
  std::string out = "[" + std::string(document.Slice(item.span)) + "|" + item.kind;
  for (const auto& [key, value] : item.values)
    if (!value.empty()) out += " " + key + "=" + value;
  return out + "]";
}

// Empty if `found` is what `expected` asks for.
std::string Difference(const Document& document, const Item& expected, const Item& found) {
  if (!expected.kind.empty() && expected.kind != found.kind) return "kind should be " + expected.kind + ": " + Show(document, found);
  for (const auto& [key, value] : expected.values) {
    if (key == "id") continue;
    bool met = false, known = false;
    for (const auto& [name, got] : found.values) {
      if (name != key) continue;
      known = true;
      met = met || Unblank(got) == value;  // at_least
    }
    if (!met && !(value.empty() && !known)) return key + " should be " + value + ": " + Show(document, found);
  }
  return {};
}

// `id`s must group the mentions as the found entities do.
std::string GroupDifference(const Document& document, const std::vector<std::pair<const Item*, const Item*>>& pairs) {
  std::map<std::string, std::string> there, back;
  for (const auto& [expected, found] : pairs) {
    const std::string *want = expected->Find("id"), *got = found->Find("id");
    if (want == nullptr || got == nullptr) continue;
    if (there.try_emplace(*want, *got).first->second != *got) return "should be one with the earlier mention: " + Show(document, *found);
    if (back.try_emplace(*got, *want).first->second != *want) return "should not be one with the earlier mention: " + Show(document, *found);
  }
  return {};
}

std::string Compare(const Document& document, const std::vector<Item>& expected, const std::vector<Item>& found) {
  std::string out;
  const auto add = [&](const std::string& message) { out += (out.empty() ? "" : "; ") + message; };
  std::vector<std::pair<const Item*, const Item*>> pairs;
  for (const Item& want : expected) {
    const auto at = std::find_if(found.begin(), found.end(), [&](const Item& item) { return item.span == want.span; });
    if (at == found.end()) {
      add("missing " + Show(document, want));
      continue;
    }
    if (const std::string difference = Difference(document, want, *at); !difference.empty()) add(difference);
    pairs.emplace_back(&want, &*at);
  }
  for (const Item& item : found)
    if (std::none_of(expected.begin(), expected.end(), [&](const Item& want) { return want.span == item.span; })) add("not expected " + Show(document, item));
  if (const std::string difference = GroupDifference(document, pairs); !difference.empty()) add(difference);
  return out;
}

std::string RunCase(const Pipeline& pipeline, Worker& worker, const Folder& folder, Case test) {
  Document document(std::move(test.article), false);
  try {
    pipeline.Run(document, worker);
    StageInfo info{"cases", 1, Bit(folder.layer), 0};
    if (folder.layer == Layer::kQuotes) info.needs |= LayersOf(Layer::kPeople, Layer::kOrganizations, Layer::kPlaces);  // the names of speakers
    if (folder.layer == Layer::kEvents) info.needs |= Bit(Layer::kNumbers);
    std::vector<Item> found = folder.find(document, Reader(document, info));
    Sort(found);
    return Compare(document, test.expected, found);
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

bool HasCases(std::string_view folder) { return FolderOf(folder) != nullptr; }

CaseReport RunCases(const Pipeline& pipeline, Worker& worker, std::string_view folder, std::string_view text) {
  CaseReport report;
  int line_number = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (line.empty() || line.front() == '#') continue;
    ++report.cases;
    const bool open = line.substr(0, 2) == "? ";
    report.open += open;
    Case test = LineParser(open ? line.substr(2) : line).Parse();
    std::string failure = test.mistake;
    if (failure.empty()) {
      failure = RunCase(pipeline, worker, *FolderOf(folder), std::move(test));
      if (open) failure = failure.empty() ? "holds now: take the ? away" : "";
    }
    if (!failure.empty()) report.failures.push_back({line_number, std::move(failure)});
  }
  return report;
}

}  // namespace factbox
