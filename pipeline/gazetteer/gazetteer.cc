#include "gazetteer/gazetteer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "gazetteer/image.h"

namespace factbox {
namespace {

constexpr std::array<std::string_view, 11> kPlaceKinds = {"country", "admin1", "admin2",   "city", "district", "facility",
                                                          "region",  "water",  "mountain", "road", "other"};
constexpr std::array<std::string_view, 12> kOrganizationKinds = {"government",     "igo",   "ngo",   "company",    "party", "armed_group",
                                                                 "security_force", "court", "media", "university", "team",  "other"};

template <class Kind, size_t N>
Kind KindOf(const std::array<std::string_view, N>& names, std::string_view word, bool* known) {
  const auto at = std::find(names.begin(), names.end(), word);
  if (known != nullptr) *known = at != names.end();
  return static_cast<Kind>(at == names.end() ? N - 1 : static_cast<size_t>(at - names.begin()));
}

// A view of a section; false if it does not lie within the image.
template <class T>
bool View(std::string_view image, const ImageSection& section, std::span<const T>& out) {
  if (section.offset % 8 != 0 || section.offset > image.size() || section.count > (image.size() - section.offset) / sizeof(T)) return false;
  out = {reinterpret_cast<const T*>(image.data() + section.offset), section.count};
  return true;
}

}  // namespace

std::string_view ToString(PlaceKind kind) { return kPlaceKinds[static_cast<size_t>(kind)]; }
PlaceKind PlaceKindOf(std::string_view word, bool* known) { return KindOf<PlaceKind>(kPlaceKinds, word, known); }
std::string_view ToString(OrganizationKind kind) { return kOrganizationKinds[static_cast<size_t>(kind)]; }
OrganizationKind OrganizationKindOf(std::string_view word, bool* known) { return KindOf<OrganizationKind>(kOrganizationKinds, word, known); }

Result<Gazetteer> Gazetteer::FromBytes(std::string_view image) {
  const Error invalid{"data_invalid", "not a factbox data file of version " + std::to_string(kImageVersion) + ", or cut short: build it again"};
  if (image.size() < sizeof(ImageHeader) || std::memcmp(image.data(), kImageMagic, sizeof kImageMagic) != 0) return invalid;
  const auto& header = *reinterpret_cast<const ImageHeader*>(image.data());
  if (header.version != kImageVersion || header.header_bytes != sizeof(ImageHeader) || header.total_bytes != image.size()) return invalid;

  Gazetteer out;
  std::span<const char> pool, files;
  const bool good = View(image, header.slots, out.slots_) && View(image, header.entries, out.entries_) && View(image, header.places, out.places_) &&
                    View(image, header.organizations, out.organizations_) && View(image, header.titles, out.titles_) && View(image, header.nouns, out.nouns_) &&
                    View(image, header.pool, pool) && View(image, header.files, files);
  if (!good || out.slots_.empty() || (out.slots_.size() & (out.slots_.size() - 1)) != 0) return invalid;
  out.image_ = image;
  out.pool_ = {pool.data(), pool.size()};
  out.files_ = {files.data(), files.size()};
  out.fingerprint_ = {header.fingerprint, sizeof header.fingerprint};
  out.phrases_ = header.phrases;
  return out;
}

Gazetteer::Found Gazetteer::Find(uint64_t phrase) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = phrase & mask; slots_[at].hash != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.hash != phrase) continue;
    Found found{entries_.subspan(slot.first, slot.count), 0, slot.longer != 0};
    for (const Entry& entry : found.entries) found.kinds |= Bit(entry.kind);
    return found;
  }
  return {};
}

// The pool holds each string once, as a 32-bit length and its bytes.
std::string_view Gazetteer::Text(PoolString at) const {
  uint32_t size;
  std::memcpy(&size, pool_.data() + at, sizeof size);
  return pool_.substr(at + sizeof size, size);
}

// Files stand one behind the other: "path\nsize\n" and the bytes.
std::string_view Gazetteer::File(std::string_view path) const {
  std::string_view rest = files_;
  while (!rest.empty()) {
    const size_t end = rest.find('\n'), size_end = rest.find('\n', end + 1);
    size_t size = 0;
    for (const char digit : rest.substr(end + 1, size_end - end - 1)) size = size * 10 + static_cast<size_t>(digit - '0');
    if (rest.substr(0, end) == path) return rest.substr(size_end + 1, size);
    rest.remove_prefix(size_end + 1 + size);
  }
  return {};
}

}  // namespace factbox
