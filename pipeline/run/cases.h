// cases.txt: the tests that stand beside rules and lists, written by whoever edits them.
//
//   {published=2020-09-25} The US has [around 5,200|count value=5200 approx=around of=troops] troops.
//   ! He may march on Sunday best.
//
// A line is a text with the expected spans marked: [text], [text|KIND] or [text|KIND key=value …]; a blank within a value is written `_`.
// Settings in braces in front: published, publisher, url. `! ` in front: nothing may be found. \n is a line break; \[ \] \| \\ are themselves.
// Everything that the folder's extractor finds must be marked, and the other way round; keys that are not given are not looked at.
// `id=1` says which mentions are one entity. docs/cases.md lists the keys of each folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "run/pipeline.h"

namespace factbox {

struct CaseFailure {
  int line;  // in the file, from 1
  std::string message;
};

struct CaseReport {
  int cases = 0;
  int open = 0;                       // of them with `?`
  std::vector<CaseFailure> failures;  // at most one a case
};

// The folders whose cases can be run: numbers, dates, names, people, organizations, places.
bool HasCases(std::string_view folder);

// Runs the cases in `text` (the content of a cases.txt of `folder`). Requires: HasCases(folder).
CaseReport RunCases(const Pipeline& pipeline, Worker& worker, std::string_view folder, std::string_view text);

}  // namespace factbox
