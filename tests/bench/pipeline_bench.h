// Benchmarks whose list is only known when the pipeline is loaded: one a stage.
#pragma once

namespace factbox::bench {

// Loads the data and registers reading, every stage, writing, and the whole way. Returns false, with a message, where the data is missing.
bool RegisterPipelineBenchmarks();

}  // namespace factbox::bench
