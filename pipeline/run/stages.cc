// The pipeline: THE list of stages, in order. A line a stage; what is fixed from there on stands between them.
#include <future>

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

// Makes the stages side by side, for reading their tables is most of what a start takes, and keeps them in the order they were asked for. Collects the mistakes
// of those that read rules, so that all are reported at once.
class Loader {
 public:
  template <class Make>
  void Add(Make&& make) {
    loading_.push_back(std::async(std::launch::async, [make = std::forward<Make>(make)]() -> Made { return make(); }));
  }

  Status Finish(std::vector<std::unique_ptr<const Stage>>& stages) {
    std::string mistakes;
    for (std::future<Made>& loading : loading_) {
      Made made = loading.get();
      if (made)
        stages.push_back(std::move(*made));
      else
        mistakes += (mistakes.empty() ? "" : "\n") + made.error().message;
    }
    return mistakes.empty() ? Status() : Status(Error{"data_invalid", mistakes});
  }

 private:
  using Made = Result<std::unique_ptr<Stage>>;
  std::vector<std::future<Made>> loading_;
};

}  // namespace

Result<Pipeline> Pipeline::Load(const Data& data) {
  Pipeline pipeline(data);
  Loader load;

  load.Add([] { return MakeTokensStage(); });
  // From here on tokens and sentences are sealed: nobody cuts words again.
  load.Add([&data] { return MakeLookupStage(data); });
  // From here on it is known which phrases any gazetteer has an entry for; which reading holds is open.
  load.Add([&data] { return MakeDatesStage(data); });
  // From here on dates are sealed: a number inside one is no number of its own.
  load.Add([&data] { return MakeNumbersStage(data); });
  load.Add([&data] { return MakeNamesStage(data); });
  // From here on mentions by name are sealed; whom they mean is not yet said.
  load.Add([&data] { return MakePlacesStage(data); });
  // From here on it is known which countries the article speaks of.
  load.Add([&data] { return MakeOrganizationsStage(data); });
  load.Add([&data] { return MakePeopleStage(data); });
  load.Add([] { return MakeDatelineStage(); });
  // From here on everything by name is grouped.
  load.Add([&data] { return MakeQuotesStage(data); });
  // From here on it is known who said what.
  load.Add([&data] { return MakeGroupsStage(data); });
  // From here on each verb has its subject and object.
  load.Add([&data] { return MakeEventsStage(data); });
  // From here on it is known what happened: nothing is left to read.

  if (const Status status = load.Finish(pipeline.stages_); !status) return status.error();
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
