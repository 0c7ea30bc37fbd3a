// Where an article is at home, for money: the country whose dollars or pounds are meant where no country is said.
#pragma once

#include <string_view>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {
namespace numbers {

// Told by the outlet (its name, or its address's country), else by the dateline unless that names a wire agency, which writes for the world.
// Two letters (ISO 3166) or empty. Borrows from `data` and `document`.
struct HomeCountry {
  char code[2] = {0, 0};
  std::string_view view() const { return code[0] == 0 ? std::string_view() : std::string_view(code, 2); }
};
HomeCountry FindHome(const Data& data, const Document& document, std::span<const Token> tokens, std::span<const Match> matches, Worker& worker);

}  // namespace numbers
}  // namespace factbox
