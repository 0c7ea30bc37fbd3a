// The pipeline: THE list of stages, in order. A line a stage; what is fixed from there on stands between them.
#include "extractors/dateline/dateline.h"
#include "extractors/dates/dates.h"
#include "extractors/events/events.h"
#include "extractors/groups/groups.h"
#include "extractors/lookup/lookup.h"
#include "extractors/names/names.h"
#include "extractors/numbers/numbers.h"
#include "extractors/organizations/organizations.h"
#include "extractors/people/people.h"
#include "extractors/places/places.h"
#include "extractors/quotes/quotes.h"
#include "extractors/tokens/tokens.h"
#include "run/pipeline.h"

namespace factbox {
namespace {

// Collects the mistakes of stages that read rules, so that all are reported at once.
class Loader {
 public:
  explicit Loader(std::vector<std::unique_ptr<const Stage>>& stages) : stages_(stages) {}

  void Add(std::unique_ptr<Stage> stage) { stages_.push_back(std::move(stage)); }
  void Add(Result<std::unique_ptr<Stage>> stage) {
    if (stage)
      stages_.push_back(std::move(*stage));
    else
      mistakes_ += (mistakes_.empty() ? "" : "\n") + stage.error().message;
  }
  Status Finish() const { return mistakes_.empty() ? Status() : Status(Error{"data_invalid", mistakes_}); }

 private:
  std::vector<std::unique_ptr<const Stage>>& stages_;
  std::string mistakes_;
};

}  // namespace

Result<Pipeline> Pipeline::Load(const Data& data) {
  Pipeline pipeline(data);
  Loader load(pipeline.stages_);

  load.Add(MakeTokensStage());
  // From here on tokens and sentences are sealed: nobody cuts words again.
  load.Add(MakeLookupStage(data));
  // From here on it is known which phrases any gazetteer has an entry for; which reading holds is open.
  load.Add(MakeDatesStage(data));
  // From here on dates are sealed: a number inside one is no number of its own.
  load.Add(MakeNumbersStage(data));
  load.Add(MakeNamesStage(data));
  // From here on mentions by name are sealed; whom they mean is not yet said.
  load.Add(MakePlacesStage(data));
  // From here on it is known which countries the article speaks of.
  load.Add(MakeOrganizationsStage(data));
  load.Add(MakePeopleStage(data));
  load.Add(MakeDatelineStage());
  // From here on everything by name is grouped.
  load.Add(MakeQuotesStage(data));
  // From here on it is known who said what.
  load.Add(MakeGroupsStage(data));
  // From here on each verb has its subject and object.
  load.Add(MakeEventsStage(data));
  // From here on it is known what happened: nothing is left to read.

  if (const Status status = load.Finish(); !status) return status.error();
  return pipeline;
}

void Pipeline::Run(Document& document, Worker& worker) const {
  for (const auto& stage : stages_) {
    const Reader reader(document, stage->info());
    Writer writer(document, stage->info());
    stage->Run(document, reader, writer, worker);
    writer.Seal();
  }
}

}  // namespace factbox
