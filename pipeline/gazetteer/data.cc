#include "gazetteer/data.h"

#include <utility>

#include "base/hash.h"
#include "gazetteer/compile.h"

namespace factbox {
namespace {

constexpr std::string_view kAbbreviationsPath = "gazetteers/words/abbreviations.tsv";

}  // namespace

Result<std::unique_ptr<Data>> Data::Open(const std::string& image, const std::string& folder, const std::string& model) {
  Result<MappedFile> file = MappedFile::Open(image);
  if (!file) return file.error();
  std::unique_ptr<Data> data(new Data(std::move(*file)));
  Result<Gazetteer> built_in = Gazetteer::FromBytes(std::as_const(data->file_).bytes());
  if (!built_in) return Error{built_in.error().code, image + ": " + built_in.error().message};
  data->slots_ = built_in->MoveSlots();
  data->gazetteers_.push_back(*built_in);
  data->fingerprint_ = std::string(built_in->fingerprint());

  Mistakes mistakes;
  if (const std::string_view table = built_in->File(kAbbreviationsPath); !table.empty())
    AddAbbreviations({{std::string(kAbbreviationsPath), std::string(table)}}, data->abbreviations_, mistakes);
  if (!folder.empty()) {
    Result<std::vector<SourceFile>> files = ReadSources(folder);
    if (!files) return files.error();
    if (files->empty()) return Error{"data_invalid", folder + ": holds no tables (gazetteers/…/*.tsv, extractors/…/*.tsv)"};
    AddAbbreviations(*files, data->abbreviations_, mistakes);
    data->user_image_ = CompileImage(*files, data->abbreviations_, mistakes);
    data->user_folder_ = folder;
    Result<Gazetteer> user = Gazetteer::FromBytes(data->user_image_);
    if (!user) return user.error();
    data->gazetteers_.push_back(*user);
    data->AddToFingerprint(user->fingerprint());
  }
  if (!mistakes.empty()) {
    for (Mistake& mistake : mistakes)
      if (!folder.empty()) mistake.file = folder + "/" + mistake.file;
    return Error{"data_invalid", ToString(mistakes)};
  }
  if (const Status status = model.empty() ? Status() : data->OpenModel(model); !status) return status.error();
  return data;
}

Status Data::OpenModel(const std::string& path) {
  Result<MappedFile> file = MappedFile::Open(path);
  if (!file) return file.error();
  model_ = HugePages(std::as_const(*file).bytes());
  Result<TaggerModel> tagger = TaggerModel::FromBytes(model_.bytes());
  if (!tagger) return Error{tagger.error().code, path + ": " + tagger.error().message};
  tagger_ = std::move(*tagger);
  AddToFingerprint(tagger_->fingerprint());
  return {};
}

void Data::AddToFingerprint(std::string_view other) {
  const uint64_t both = CombineHash(HashBytes(fingerprint_), HashBytes(other));
  fingerprint_.clear();
  for (int shift = 60; shift >= 0; shift -= 4) fingerprint_ += "0123456789abcdef"[both >> shift & 15];
}

std::vector<Data::File> Data::Files(std::string_view path) const {
  std::vector<File> out;
  for (size_t i = 0; i < gazetteers_.size(); ++i) {
    const std::string_view text = gazetteers_[i].File(path);
    if (!text.empty()) out.push_back({i == 0 ? std::string(path) : user_folder_ + "/" + std::string(path), text});
  }
  return out;
}

}  // namespace factbox
