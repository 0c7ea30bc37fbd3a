// An option whose value is one of a few words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace factbox::cli {

// For CLI::Option::transform: turns the word into the value's number, which CLI11 casts to `T`, and refuses all other words.
template <class T>
CLI::Validator OneOf(std::vector<std::pair<std::string, T>> choices) {
  return CLI::Validator(
      [choices = std::move(choices)](std::string& word) {
        std::string words;
        for (const auto& [name, value] : choices) {
          if (word == name) {
            word = std::to_string(static_cast<int>(value));
            return std::string();
          }
          words += (words.empty() ? "" : ", ") + name;
        }
        return "'" + word + "' is none of " + words;
      },
      "");
}

}  // namespace factbox::cli
