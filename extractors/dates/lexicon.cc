#include "extractors/dates/lexicon.h"

#include <algorithm>
#include <charconv>

#include "text/fold.h"

namespace factbox::dates {

void Lexicon::Read(const Data& data, Mistakes& mistakes) {
  for (const Data::File& file : data.Files("extractors/dates/words.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"words", "class", "value", "written"}, mistakes);
    for (const TsvRow& row : table.rows) {
      Reading reading;
      reading.text = row.cells[2];
      std::from_chars(reading.text.data(), reading.text.data() + reading.text.size(), reading.number);
      reading.capital = row.cells[3] == "capital";
      if (!reading.capital && !row.cells[3].empty()) mistakes.push_back(table.At(row, 3, "'" + std::string(row.cells[3]) + "' is neither empty nor 'capital'"));
      for (const std::string_view name : SplitAlternatives(row.cells[1])) {
        uint32_t number = ClassOf(name);
        if (number == kUnknown) {
          number = static_cast<uint32_t>(classes_.size());
          classes_.emplace_back(name);
        }
        reading.word_class = static_cast<uint16_t>(number);
        for (const std::string_view written : SplitAlternatives(row.cells[0])) words_[Add(written)].readings.push_back(reading);
      }
    }
  }
}

uint32_t Lexicon::Add(std::string_view written) { return AddFold(FoldHash(written)); }

uint32_t Lexicon::AddFold(uint64_t fold) {
  const auto at = std::find_if(words_.begin(), words_.end(), [&](const Word& word) { return word.fold == fold; });
  if (at != words_.end()) return static_cast<uint32_t>(at - words_.begin());
  words_.push_back({fold, {}});
  return static_cast<uint32_t>(words_.size() - 1);
}

uint32_t Lexicon::ClassOf(std::string_view name) const {
  const auto at = std::find(classes_.begin(), classes_.end(), name);
  return at == classes_.end() ? kUnknown : static_cast<uint32_t>(at - classes_.begin());
}

void Lexicon::Seal() {
  size_t capacity = 64;
  while (capacity < words_.size() * 2) capacity *= 2;
  slots_.assign(capacity, Slot());
  mask_ = capacity - 1;
  for (uint32_t i = 0; i < words_.size(); ++i) {
    Word& word = words_[i];
    word.signature = word.capitalized = WordBit(i);
    for (const Reading& reading : word.readings) {
      word.capitalized |= ClassBit(reading.word_class);
      if (!reading.capital) word.signature |= ClassBit(reading.word_class);
    }
    size_t at = words_[i].fold & mask_;
    while (slots_[at].word != kUnknown) at = (at + 1) & mask_;
    slots_[at] = {words_[i].fold, i};
  }
}

}  // namespace factbox::dates
