#include "evaluate/phrase.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace factbox::evaluate {
namespace {

template <size_t N>
bool In(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view kArticles[] = {"a", "an", "the"};
constexpr std::string_view kEndOfHead[] = {"of",     "in",      "on",  "at",       "from",    "by",        "for",    "with",    "who",
                                           "which",  "that",    "to",  "near",     "against", "belonging", "armed",  "wearing", "dressed",
                                           "linked", "located", "and", "carrying", "between", "under",     "aboard", "during"};
constexpr std::string_view kNoContent[] = {"a",  "an",   "the", "of", "in",  "on",   "at",  "to", "and",  "for", "with",
                                           "by", "from", "as",  "is", "was", "were", "are", "be", "have", "has", "had"};

bool IsBracketed(const std::string& text, size_t at, size_t& end) {
  if (text[at] != '(' && text[at] != '[') return false;
  end = text.find_first_of(")]", at);
  return end != std::string::npos;
}

// ASCII letters and digits of each word, articles left out.
std::vector<std::string> WordsOf(const std::string& phrase) {
  std::string plain;
  for (size_t i = 0; i < phrase.size(); ++i) {
    size_t end = 0;
    if (IsBracketed(phrase, i, end)) {
      plain += ' ';
      i = end;
      continue;
    }
    // Both apostrophes before an s at a word's end are possessive.
    const bool curly = phrase.compare(i, 3, "\u2019") == 0;
    const size_t width = curly ? 3 : 1;
    if ((curly || phrase[i] == '\'') && i + width < phrase.size() && (phrase[i + width] == 's' || phrase[i + width] == 'S') &&
        (i + width + 1 == phrase.size() || std::isalnum(static_cast<unsigned char>(phrase[i + width + 1])) == 0)) {
      i += width;
      continue;
    }
    const bool apart = curly || std::string_view("'.-/&_").find(phrase[i]) != std::string_view::npos;  // Fold would join what stands around them
    plain += apart ? ' ' : phrase[i];
    if (curly) i += 2;
  }
  const std::string folded = Fold(plain);
  std::vector<std::string> out;
  std::string word;
  for (size_t i = 0; i <= folded.size(); ++i) {
    const char c = i < folded.size() ? folded[i] : ' ';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      if (!In(kArticles, word)) out.push_back(word);
      word.clear();
    }
  }
  return out;
}

}  // namespace

std::string HeadOf(const std::string& phrase) {
  const std::vector<std::string> words = WordsOf(phrase);
  for (size_t i = 1; i < words.size(); ++i)
    if (In(kEndOfHead, words[i])) return words[i - 1];
  return words.empty() ? std::string() : words.back();
}

bool SamePhrase(const std::string& a, const std::string& b) {
  const std::string head = HeadOf(a);
  if (!head.empty() && head == HeadOf(b)) return true;
  std::vector<std::string> left = WordsOf(a), right = WordsOf(b), common;
  for (std::vector<std::string>* words : {&left, &right}) {
    words->erase(std::remove_if(words->begin(), words->end(), [](const std::string& w) { return In(kNoContent, w); }), words->end());
    std::sort(words->begin(), words->end());
  }
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
  return !common.empty() && 4 * common.size() >= left.size() + right.size();
}

}  // namespace factbox::evaluate
