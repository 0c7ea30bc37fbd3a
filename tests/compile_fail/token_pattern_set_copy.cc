// Automata are dear to copy.
#include <utility>

#include "text/token_pattern.h"

factbox::TokenPatternSet Take(factbox::TokenPatternSet& set) {
#ifdef FACTBOX_MISTAKE
  return set;
#else
  return std::move(set);
#endif
}
