// The tables of this folder, which travel in the program: pages are cleaned without a data file. CMake makes embedded.cc from embedded.cc.in.
#pragma once

#include <string_view>

namespace factbox::embedded {

extern const std::string_view kHtmlEntities;  // html_entities.tsv
extern const std::string_view kPageMarkup;    // page_markup.tsv
extern const std::string_view kPagePhrases;   // page_phrases.tsv
extern const std::string_view kPageMonths;    // page_months.tsv

}  // namespace factbox::embedded
