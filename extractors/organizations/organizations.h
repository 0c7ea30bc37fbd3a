#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Organisations of the record: mentions grouped, with kind, acronym and country. Borrows `data`.
// Errors: data_invalid, every mistake of extractors/organizations/rules.tsv.
Result<std::unique_ptr<Stage>> MakeOrganizationsStage(const Data& data);

}  // namespace factbox
