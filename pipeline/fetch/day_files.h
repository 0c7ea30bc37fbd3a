// Records of each day in a file of their own, appended in whole Zstandard frames, so that what is in a file is always whole records.
//
//   out/2026/11/22.jsonl.zst       zstdcat out/2026/11/*.zst | jq …
//
// A frame is on disk (fsync) before Append returns the file's new size; whoever keeps that size in a transaction of its own (state.h) decides what counts.
// After a crash a file may be longer than the size that was kept: a torn frame, or one whose transaction never was. CutBack removes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// Used by one thread of one process (lock_file.h sees to that).
class DayFiles {
 public:
  explicit DayFiles(std::string folder) : folder_(std::move(folder)) {}

  // "2026-11-22" → "2026/11/22.jsonl.zst", within the folder.
  static std::string NameOf(std::string_view day);

  // Appends `lines` as one frame to a file that has `size` bytes; makes folders that are not there. Returns the new size.
  // Errors: output_failed, also where the file does not have that size; then nothing was written.
  Result<uint64_t> Append(const std::string& name, uint64_t size, std::string_view lines) const;

  // Cuts what stands after `size` bytes. Returns how many bytes were cut. A file that is not there (its reader took it away) is no error.
  // Errors: output_failed; output_shrunk where the file is shorter than `size`: somebody else changed it.
  Result<uint64_t> CutBack(const std::string& name, uint64_t size) const;

  // Whether the file is there.
  bool Exists(const std::string& name) const;

 private:
  std::string folder_;
};

}  // namespace factbox
