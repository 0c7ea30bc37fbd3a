// What speaks for and against a reading of a name, and how much.
//
//   rules.tsv:  token.given-first   2.6  -1.0  -0.8   0   "Omar" in "Omar Kassem"
//
// A piece of evidence is a row: its id and what it adds to the score of each label. Ids are closed: the code knows how each is seen, the table
// says what it weighs, so that a weight can be changed (and its effect measured) without a rebuild.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash_table.h"
#include "base/result.h"
#include "gazetteer/data.h"
#include "text/token.h"

namespace factbox::names {

enum class Label : uint8_t { kPerson, kOrganization, kPlace, kOther };
constexpr size_t kLabels = 4;

// In the order of kEvidenceIds (evidence.cc).
enum class Evidence : uint8_t {
  // the span as a whole
  kOneWord,
  kTwoWords,
  kThreeWords,
  kFourWords,
  kManyWords,
  kPlaceCountry,
  kPlaceAdmin1,
  kPlaceRegion,
  kPlaceMillion,
  kPlaceLarge,
  kPlaceMiddle,
  kPlaceSmall,
  kPlaceHamlet,
  kPlaceAlternate,
  kPlaceAmbiguous,
  kPlaceAbbreviation,
  kOrganizationListed,
  kOrganizationAlias,
  kOrganizationAcronym,
  kOrganizationCommonWord,
  kMediaListed,
  kOrganizationHeadStrong,
  kOrganizationHeadWeak,
  kPlaceHeadAfter,
  kPlaceHeadBefore,
  kAcronymShape,
  kHasAnd,
  kHasOf,
  kHasOfNoHead,
  kStartsWithDemonym,
  kStartsWithPlace,
  kInitialism,
  kListedPhrase,
  kWeakConnector,
  kCountryBody,
  kThingHead,
  kBeforeThingHead,
  // its words
  kGivenFirst,
  kGivenFirstCommon,
  kSurnameLast,
  kSurnameLastCommon,
  kGivenAlone,
  kGivenAndSurname,
  kSurnameFirst,
  kNameInside,
  kSurnameAlone,
  kInitialInside,
  kParticleInside,
  kNameSuffix,
  kUnknownWord,
  kCommonWord,
  kNotName,
  kTitleInside,
  kDemonymInside,
  kHeadInside,
  kNumberInside,
  kUpperWord,
  // what stands around it
  kHonorificBefore,
  kTitleBefore,
  kProfessionBefore,
  kTitleAfter,
  kAgeAfter,
  kSaysAfter,
  kSaysBefore,
  kThe,
  kLocativeBefore,
  kMotionBefore,
  kOfBefore,
  kPlaceNounBefore,
  kPlaceNounAfter,
  kDirectionBefore,
  kBodyNounBefore,
  kBodyNounAfter,
  kPersonNounBefore,
  kOpponentBefore,
  kOpponentAfter,
  kNameGoesOn,
  kNameBefore,
  kOfOrganization,
  kPlaceAfterComma,
  kPlaceBeforeComma,
  kHyphenBacked,
  kPossessive,
  kSentenceStart,
  kWhoAfter,
  kAndPlace,
  kBracketAcronym,
  kDateline,
  // the document
  kKnownPerson,
  kKnownPersonPart,
  kKnownOrganization,
  kKnownPlace,
  kKnownAcronym,
  kKnownOrganizationPart,
  kLowerElsewhere,
  // words that are no part of a name
  kOther,
  kOtherNotName,
  kOtherCommonWord,
  kOtherSentenceStart,
  kOtherDemonym,
  kOtherTitle,
  kOtherHeadline,
  kOtherKnownWord,
  kCount
};

// const = thread-safe.
class Weights {
 public:
  static Result<Weights> Load(const Data& data);

  float operator()(Evidence evidence, Label label) const { return table_[static_cast<size_t>(evidence)][static_cast<size_t>(label)]; }
  static std::string_view Id(Evidence evidence);

 private:
  std::array<std::array<float, kLabels>, static_cast<size_t>(Evidence::kCount)> table_{};
};

// Words that say something about the name beside them (contexts.tsv): "near" before, "province" after. const = thread-safe.
class Contexts {
 public:
  static Result<Contexts> Load(const Data& data, const Abbreviations& abbreviations);

  // Evidence given by the one, two or three tokens that end before `begin` (start at `end`), the longest first; kCount if none.
  Evidence Before(std::span<const Token> tokens, uint32_t begin, uint32_t limit) const;
  Evidence After(std::span<const Token> tokens, uint32_t end, uint32_t limit) const;

  // Words of things.tsv: that end, begin, or with "of" begin the name of something else ("… Prize", "Operation …", "Battle of …").
  enum ThingSide : uint8_t { kEndsThing = 1, kStartsThing = 2, kOfThing = 4 };
  uint8_t ThingSides(const Token& token) const {
    const uint8_t* sides = things_.Find(token.fold);
    return sides == nullptr ? uint8_t{0} : *sides;
  }

 private:
  HashTable<Evidence> before_, after_;
  HashTable<uint8_t> things_;
};

}  // namespace factbox::names
