// Roles that the text gives a person: offices, ranks and professions before or behind the name, and what they belong to.
//
//   "US Secretary of State Mike Pompeo"                              → Secretary of State, of the United States
//   "Hoshyar Zebari, the former finance and foreign minister,"       → finance and foreign minister, former
//   "Randa Slim of the Middle East Institute"                        → of the Middle East Institute, without a title
//
// Token patterns (text/token_pattern.h) in rules.tsv, with the parts name, title, former and of; lists of words in lists.tsv. Which of two
// people a title between them belongs to is decided by the longer match. Limits: within one sentence; no honorifics (Mr., Dr.).
#pragma once

#include <vector>

#include "base/hash_table.h"
#include "document/stage.h"
#include "gazetteer/data.h"
#include "text/token_pattern.h"

namespace factbox::people {

struct FoundRole {
  uint32_t name = 0;  // first token of the name
  Role role;
};

// Words that belong to a title behind them, by fold (lists.tsv: modifier, portfolio).
struct TitleWords {
  HashSet modifiers;   // deputy, chief
  HashSet portfolios;  // finance, in "finance and foreign minister"
};

// const = thread-safe.
class RoleRules {
 public:
  // Errors: data_invalid, every mistake of extractors/people/{rules,lists}.tsv.
  static Result<RoleRules> Load(const Data& data);

  // In text order; a name may have several.
  std::vector<FoundRole> Find(const Data& data, const Reader& reader) const;

 private:
  TokenPatternSet patterns_;
  TitleWords words_;
};

}  // namespace factbox::people
