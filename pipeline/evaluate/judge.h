// Values of records in words, and whether gold has them: what a comparison of two runs needs.
#pragma once

#include <optional>
#include <string>

#include "evaluate/facts.h"

namespace factbox::evaluate {

std::string DescribeEntity(const Entity& entity, const Mention& mention);  // "Beira city MZ -19.844,34.839 short"
std::string DescribeItem(const Item& item, Layer layer);                   // "money 3500000 USD"
std::string DescribeEvent(const Event& event);                             // "ASSAULT/bombing occurred actor: Rebels; place: Taiz"

// Is a record's value at `at` (in gold's offsets) right? Nothing where gold has no opinion: the layer was not annotated, the stretch is ignored,
// the kind not scored. A name is right at the same stretch with the same type, and a place within 161 km where gold has a point; a number or
// date where stretches touch and the value is the same; a quote where it shares more than half with a gold one; an event where triggers meet and the
// type is the same.
std::optional<bool> IsRight(const Facts& gold, const Facts& record, Layer layer, size_t index, Stretch at);

}  // namespace factbox::evaluate
