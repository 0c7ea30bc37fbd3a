#include "run/locate.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace factbox {

Result<std::string> LocateData() {
  namespace fs = std::filesystem;
  if (const char* given = std::getenv("FACTBOX_DATA"); given != nullptr && *given != 0) return std::string(given);
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path places[] = {folder / "factbox.data", (folder / ".." / "share" / "factbox" / "factbox.data").lexically_normal()};
  for (const fs::path& place : places)
    if (fs::exists(place, error)) return place.string();
  return Error{"file_not_found", "no factbox.data at " + places[0].string() + " or " + places[1].string() + "; set FACTBOX_DATA to where it is"};
}

std::string ModelPath(const std::string& model, const std::string& image) {
  namespace fs = std::filesystem;
  const bool path = model.find('/') != std::string::npos || fs::path(model).extension() == ".model";
  return model.empty() || path ? model : (fs::path(image).parent_path() / (model + ".model")).string();
}

}  // namespace factbox
