// Everything factbox knows before it reads a document: the built-in image and, layered over it, a user's folder.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "gazetteer/gazetteer.h"
#include "tagger/model.h"
#include "text/segmenter.h"

namespace factbox {

// const = thread-safe. Not copyable: layers borrow from it; it must outlive every document that was made with it.
class Data {
 public:
  // `image`: the compiled data file. `folder`: a user's tables in the shape of the source tree (gazetteers/…, extractors/…); empty: none.
  // `model`: the file of a trained tagger; empty: none.
  // Errors: file_not_found, data_invalid (the message lists every mistake of the folder, one a line).
  static Result<std::unique_ptr<Data>> Open(const std::string& image, const std::string& folder = {}, const std::string& model = {});
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  // The built-in one first.
  std::span<const Gazetteer> gazetteers() const { return gazetteers_; }
  const Abbreviations& abbreviations() const { return abbreviations_; }
  // The trained tagger of names; null: none.
  const TaggerModel* tagger() const { return tagger_ ? &*tagger_ : nullptr; }

  struct File {
    std::string name;       // for messages
    std::string_view text;  // lives as long as the Data
  };
  // The tables of that path, such as "extractors/dates/rules.tsv": the built-in one, then the user's; those that exist.
  std::vector<File> Files(std::string_view path) const;

  // Of all sources, the user's and the model included: 16 hexadecimal digits.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  explicit Data(MappedFile file) : file_(std::move(file)) {}
  Status OpenModel(const std::string& path);
  void AddToFingerprint(std::string_view other);

  MappedFile file_;
  HugePages slots_, model_;  // what every word is looked up in
  std::optional<TaggerModel> tagger_;
  std::string user_image_;
  std::string user_folder_;
  std::vector<Gazetteer> gazetteers_;
  Abbreviations abbreviations_;
  std::string fingerprint_;
};

}  // namespace factbox
