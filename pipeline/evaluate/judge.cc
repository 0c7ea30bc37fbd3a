#include "evaluate/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "evaluate/same.h"
#include "evaluate/score.h"

namespace factbox::evaluate {

std::string DescribeEntity(const Entity& entity, const Mention& mention) {
  std::string out = entity.name;
  for (const std::string* part : {&entity.kind, &entity.country})
    if (!part->empty()) out += " " + *part;
  if (entity.point) out += fmt::format(" {:.3f},{:.3f}", entity.point->first, entity.point->second);
  if (mention.kind != "name") out += " (" + mention.kind + ")";
  return out;
}

std::string DescribeItem(const Item& item, Layer layer) {
  std::string out = item.kind;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += (out.empty() ? "" : " ") + std::string(name) + value;
  };
  add("", item.value);
  add("from ", item.min);
  add("to ", item.max);
  add("", item.unit);
  add("", item.approx);
  if (layer == kNumbers) add("of ", item.of);
  if (layer == kQuotes) add("by ", item.speaker_text);
  return out;
}

std::string DescribeEvent(const Event& event) {
  std::string out =
      event.type + (event.mode.empty() ? "" : "/" + event.mode) + (event.status.empty() ? "" : " " + event.status) + (event.negated ? " negated" : "");
  for (const Argument& argument : event.arguments) out += "; " + argument.role + ": " + argument.text;
  return out;
}

namespace {

std::optional<bool> IsNameRight(const Facts& gold, const Facts& record, Layer layer, size_t index, Stretch at) {
  if (!gold.Annotated(layer, "mentions")) return std::nullopt;
  for (const Entity& entity : gold.entities[layer])
    for (const Mention& mention : entity.mentions)
      if (mention.at == at) return layer != kPlaces || !entity.point || SamePlace(entity, record.entities[layer][index]);
  return false;
}

std::optional<bool> IsItemRight(const Facts& gold, const Facts& record, Layer layer, size_t index, Stretch at) {
  if (!gold.Annotated(layer, "span")) return std::nullopt;
  const Item& item = record.Items(layer)[index];
  if (layer == kQuotes && item.kind == "indirect") return std::nullopt;
  if (!gold.kinds.empty() && layer != kQuotes && gold.kinds.count(item.kind) == 0) return std::nullopt;
  for (const Item& wanted : gold.Items(layer)) {
    if (!wanted.at.Touches(at)) continue;
    const int64_t common = std::min(wanted.at.end, at.end) - std::max(wanted.at.start, at.start);
    const int64_t joint = std::max(wanted.at.end, at.end) - std::min(wanted.at.start, at.start);
    const bool right = layer == kQuotes                  ? 2 * common > joint
                       : !gold.Annotated(layer, "value") ? true
                       : layer == kDates                 ? SameDate(wanted, item)
                                                         : SameNumber(wanted, item);
    if (right) return true;
  }
  return false;
}

std::optional<bool> IsEventRight(const Facts& gold, const Facts& record, size_t index, Stretch at) {
  const bool asked = gold.Annotated("events") || gold.Annotated(kEvents, "type") || gold.Annotated(kEvents, "trigger");
  if (!asked) return std::nullopt;
  const Event& event = record.events[index];
  return std::any_of(gold.events.begin(), gold.events.end(), [&](const Event& wanted) {
    const bool met = (wanted.trigger && wanted.trigger->Touches(at)) || (wanted.evidence && wanted.evidence->Touches(at));
    return met && wanted.type == event.type;
  });
}

}  // namespace

std::optional<bool> IsRight(const Facts& gold, const Facts& record, Layer layer, size_t index, Stretch at) {
  const std::optional<bool> right = layer <= kPlaces   ? IsNameRight(gold, record, layer, index, at)
                                    : layer == kEvents ? IsEventRight(gold, record, index, at)
                                                       : IsItemRight(gold, record, layer, index, at);
  if (!right || *right) return right;
  const std::string kind = layer <= kPlaces || layer == kEvents ? std::string() : record.Items(layer)[index].kind;
  if (Predictions(gold, record).Excused(layer, at, kind)) return std::nullopt;
  return false;
}

}  // namespace factbox::evaluate
