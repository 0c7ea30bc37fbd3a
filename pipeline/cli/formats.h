// The words for formats of gold, which several verbs take.
#pragma once

#include "cli/choice.h"
#include "evaluate/formats.h"

namespace factbox::cli {

inline CLI::Validator FormatWords() {
  using evaluate::GoldFormat;
  return OneOf<GoldFormat>({{"auto", GoldFormat::kAuto},
                            {"gold", GoldFormat::kGold},
                            {"conll", GoldFormat::kConll},
                            {"brat", GoldFormat::kBrat},
                            {"geowebnews", GoldFormat::kGeoWebNews},
                            {"lgl", GoldFormat::kLgl},
                            {"timeml", GoldFormat::kTimeMl},
                            {"doccano", GoldFormat::kDoccano},
                            {"label-studio", GoldFormat::kLabelStudio},
                            {"spacy", GoldFormat::kSpacy}});
}

}  // namespace factbox::cli
