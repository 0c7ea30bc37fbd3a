// "NAIROBI, Kenya, Sept. 25 (Reuters) — Police …"  "BEIJING, July 18 (Xinhua) -- …"  "KABUL - …"
//   → place Nairobi, date Sept. 25, agency Reuters; the span ends with the dash
//
// Looked for at the start of the body only: a place, or a word in capitals, then nothing but places, dates, names in brackets and commas up
// to a dash with a blank before it, within kLongest tokens. "Doha: …" counts too. A byline in front of it is not understood.
#include "extractors/dateline/dateline.h"

#include <algorithm>

namespace factbox {
namespace {

constexpr uint32_t kLongest = 24;  // tokens before the dash; the longest seen have 17

class DatelineStage : public Stage {
 public:
  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"dateline", 1, LayersOf(Layer::kSections, Layer::kTokens, Layer::kDates, Layer::kOrganizations, Layer::kPlaces),
                                     LayersOf(Layer::kDateline)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    const std::span<const Section> sections = reader.sections();
    const auto body = std::find_if(sections.begin(), sections.end(), [](const Section& section) { return section.kind == SectionKind::kBody; });
    Dateline& dateline = writer.dateline();
    if (body == sections.end()) return;
    const std::span<const Token> tokens = reader.tokens();
    const auto first = std::lower_bound(tokens.begin(), tokens.end(), body->span.begin, [](const Token& token, uint32_t at) { return token.span.begin < at; });
    const auto begin = static_cast<size_t>(first - tokens.begin());
    const size_t dash = FindDash(document, tokens, begin);
    if (dash == begin || dash >= tokens.size()) return;

    const Span span{tokens[begin].span.begin, tokens[dash].span.end};
    Dateline found;
    found.present = true;
    found.span = span;
    FindPlace(reader.places(), span, found);
    if (!found.place) return;
    for (uint32_t i = 0; i < reader.dates().size() && !found.date; ++i)
      if (span.Contains(reader.dates()[i].span)) found.date.index = i;
    for (const Organization& organization : reader.organizations())
      for (const Mention& mention : organization.mentions)
        if (span.Contains(mention.span) && found.agency.empty()) found.agency = mention.span;
    dateline = found;
  }

 private:
  // Index of the dash (or colon) that ends a dateline; `begin` if there is none.
  static size_t FindDash(const Document& document, std::span<const Token> tokens, size_t begin) {
    bool bracket = false;
    for (size_t i = begin; i < std::min(tokens.size(), begin + kLongest); ++i) {
      const Token& token = tokens[i];
      if (i > begin && token.line_start) return begin;
      if (token.mark == '-' && token.space_before) return i;
      if (token.mark == '-' && (i + 1 >= tokens.size() || tokens[i + 1].space_before || document.Slice(token.span).size() > 1)) return i;
      if (token.mark == ':' && i > begin && i - begin <= 3) return i;
      if (token.mark == '(') bracket = true;
      if (token.mark == ')') bracket = false;
      const bool fits = IsCapitalized(token) || token.shape == Shape::kNumber || token.shape == Shape::kAlphanumeric || token.mark == ',' ||
                        token.mark == '(' || token.mark == ')' || token.mark == '/' || token.mark == '.' || token.mark == '-' || bracket;
      if (!fits) return begin;
    }
    return begin;
  }

  static void FindPlace(std::span<const Place> places, Span span, Dateline& dateline) {
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < places.size(); ++i)
      for (const Mention& mention : places[i].mentions)
        if (mention.kind != MentionKind::kDemonym && span.Contains(mention.span) && mention.span.begin < first)
          first = mention.span.begin, dateline.place.index = i;
    if (first != span.begin) dateline.place = {};  // something else stands in front: no dateline
  }
};

}  // namespace

std::unique_ptr<Stage> MakeDatelineStage() { return std::make_unique<DatelineStage>(); }

}  // namespace factbox
