// factbox_bench: every benchmark. See README.md.
#include <benchmark/benchmark.h>

#include "pipeline_bench.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv) || !factbox::bench::RegisterPipelineBenchmarks()) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
