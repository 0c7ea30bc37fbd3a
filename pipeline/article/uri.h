// References of feeds and pages made absolute: RFC 3986, section 5.2.
//
//   ResolveReference("https://bote.example/news/feed.xml", "../sport/final.html")  →  "https://bote.example/sport/final.html"
//
// Text in, text out: what is fetched is checked by whoever fetches it.
#pragma once

#include <string>
#include <string_view>

namespace factbox {

// `reference` as seen from `base`; where that is empty or not absolute, the reference as it is. Blanks around it are left out, those within are escaped.
std::string ResolveReference(std::string_view base, std::string_view reference);

// True for "https:…", "mailto:…": it begins with a scheme.
bool IsAbsoluteUri(std::string_view text);

}  // namespace factbox
