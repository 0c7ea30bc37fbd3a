// The verbs that fetch, and what they have in common.
#pragma once

#include <string>

#include "cli/verbs.h"

namespace factbox::cli {

void AddFetch(CLI::App& app, Action& action);
void AddIngest(CLI::App& app, Action& action);

// "factbox/0.1.0 (+newsdesk@example.org)": who asks, and how to reach whoever runs it.
std::string UserAgent(const std::string& contact);

}  // namespace factbox::cli
