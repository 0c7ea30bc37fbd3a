#include "extractors/quotes/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/tsv.h"
#include "text/fold.h"

namespace factbox::quotes {
namespace {

constexpr std::array<std::pair<std::string_view, WordClass>, 24> kLists = {{{"article", kArticle},
                                                                            {"possessive", kPossessive},
                                                                            {"preposition", kPreposition},
                                                                            {"belongs", kBelongs},
                                                                            {"subordinator", kSubordinator},
                                                                            {"coordinator", kCoordinator},
                                                                            {"auxiliary", kAuxiliary},
                                                                            {"adverb", kAdverb},
                                                                            {"pronoun", kPronoun},
                                                                            {"relative", kRelative},
                                                                            {"verb", kVerb},
                                                                            {"object", kObject},
                                                                            {"clause", kClause},
                                                                            {"naming", kNaming},
                                                                            {"plural", kPlural},
                                                                            {"male", kMale},
                                                                            {"female", kFemale},
                                                                            {"be", kBe},
                                                                            {"not", kNot},
                                                                            {"to", kTo},
                                                                            {"by", kBy},
                                                                            {"question", kQuestion},
                                                                            {"tell", kTell},
                                                                            {"noun", kNoun}}};

}  // namespace

Result<WordLists> WordLists::Load(const Data& data) {
  std::unordered_map<uint64_t, uint32_t> classes;
  Mistakes mistakes;
  for (const Data::File& file : data.Files("extractors/quotes/lists.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"list", "words"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const auto list = std::find_if(kLists.begin(), kLists.end(), [&](const auto& known) { return known.first == row.cells[0]; });
      if (list == kLists.end()) {
        mistakes.push_back(table.At(row, 0, "there is no list '" + std::string(row.cells[0]) + "'"));
        continue;
      }
      for (const std::string_view word : SplitAlternatives(row.cells[1])) classes[FoldHash(word)] |= list->second;
    }
  }
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  WordLists lists;
  lists.slots_.resize(std::bit_ceil(classes.size() * 2 + 2));
  lists.mask_ = lists.slots_.size() - 1;
  for (const auto& [fold, of] : classes) {
    uint64_t at = fold & lists.mask_;
    while (lists.slots_[at].classes != 0) at = (at + 1) & lists.mask_;
    lists.slots_[at] = {fold, of};
  }
  return lists;
}

}  // namespace factbox::quotes
