// What is known of a document before its dates are read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/document.h"
#include "extractors/dates/lexicon.h"
#include "extractors/dates/meaning.h"
#include "gazetteer/data.h"

namespace factbox::dates {

struct Setting {
  std::optional<CivilDate> published;
  bool month_first = true;  // 5/1 is 1 May
  bool narrative = false;   // an account of times past: its dates without a year are those of the year it speaks of
};

// The ISO code, in lower case, of the country whose paper this is: of the publisher's entry in the gazetteers, else of its web address. Empty: unknown.
std::string CountryOf(const Document& document, const Data& data);

// `meanings`: all that the text says of time.
Setting SettingOf(const Document& document, const Data& data, const Lexicon& lexicon, const std::vector<const Meaning*>& meanings);

}  // namespace factbox::dates
