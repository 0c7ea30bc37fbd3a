#include "gazetteer/gazetteer.h"

#include <algorithm>
#include <array>
#include <charconv>
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

// A kind beyond the last can only come from a damaged image.
template <class Kind, size_t N>
std::string_view NameOf(const std::array<std::string_view, N>& names, Kind kind) {
  return names[std::min(static_cast<size_t>(kind), N - 1)];
}

// One file of the files section: "path\nsize\n" and the bytes. False if there is none, or it is cut short.
bool TakeFile(std::string_view& rest, std::string_view& path, std::string_view& content) {
  const size_t path_end = rest.find('\n');
  if (path_end == std::string_view::npos) return false;
  path = rest.substr(0, path_end);
  rest.remove_prefix(path_end + 1);
  size_t size = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != '\n') return false;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()) + 1);
  if (size > rest.size()) return false;
  content = rest.substr(0, size);
  rest.remove_prefix(size);
  return true;
}

bool IsHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::string_view ToString(PlaceKind kind) { return NameOf(kPlaceKinds, kind); }
PlaceKind PlaceKindOf(std::string_view word, bool* known) { return KindOf<PlaceKind>(kPlaceKinds, word, known); }
std::string_view ToString(OrganizationKind kind) { return NameOf(kOrganizationKinds, kind); }
OrganizationKind OrganizationKindOf(std::string_view word, bool* known) { return KindOf<OrganizationKind>(kOrganizationKinds, word, known); }

Result<Gazetteer> Gazetteer::FromBytes(std::string_view image) {
  const Error invalid{"data_invalid", "not a factbox data file of version " + std::to_string(kImageVersion) + ", or cut short: build it again"};
  if (image.size() < sizeof(ImageHeader) || reinterpret_cast<uintptr_t>(image.data()) % alignof(ImageHeader) != 0 ||
      std::memcmp(image.data(), kImageMagic, sizeof kImageMagic) != 0)
    return invalid;
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
  if (!out.IsSound()) return invalid;
  return out;
}

// What a damaged image could crash on and is cheap to see (a millisecond): entries name records that exist, files are whole. Slots and strings are
// checked where they are read: they are most of the image, and few of them are touched.
bool Gazetteer::IsSound() const {
  for (const Entry& entry : entries_) {
    if (entry.kind >= EntryKind::kCount) return false;
    const size_t records = entry.kind == EntryKind::kPlace          ? places_.size()
                           : entry.kind == EntryKind::kOrganization ? organizations_.size()
                           : entry.kind == EntryKind::kTitle        ? titles_.size()
                                                                    : nouns_.size();
    if (entry.record >= records) return false;
  }
  std::string_view rest = files_, path, content;
  while (!rest.empty())
    if (!TakeFile(rest, path, content)) return false;
  return std::all_of(fingerprint_.begin(), fingerprint_.end(), IsHex);
}

HugePages Gazetteer::MoveSlots() {
  HugePages copy({reinterpret_cast<const char*>(slots_.data()), slots_.size_bytes()});
  slots_ = {reinterpret_cast<const Slot*>(copy.bytes().data()), slots_.size()};
  return copy;
}

Gazetteer::Found Gazetteer::Find(uint64_t phrase) const {
  const size_t mask = slots_.size() - 1;
  size_t at = phrase & mask;
  for (size_t probes = 0; probes <= mask && slots_[at].hash != 0; ++probes, at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.hash != phrase) continue;
    if (slot.first > entries_.size() || slot.count > entries_.size() - slot.first) return {};
    Found found{entries_.subspan(slot.first, slot.count), 0, slot.longer != 0};
    for (const Entry& entry : found.entries) found.kinds |= Bit(entry.kind);
    return found;
  }
  return {};
}

void Gazetteer::PrefetchSlot(uint64_t phrase) const { __builtin_prefetch(&slots_[phrase & (slots_.size() - 1)]); }

void Gazetteer::PrefetchEntries(uint64_t phrase) const {
  const Slot& slot = slots_[phrase & (slots_.size() - 1)];
  if (slot.hash == phrase && slot.first < entries_.size()) __builtin_prefetch(&entries_[slot.first]);
}

// The pool holds each string once, as a 32-bit length and its bytes.
std::string_view Gazetteer::Text(PoolString at) const {
  uint32_t size;
  if (at > pool_.size() || pool_.size() - at < sizeof size) return {};
  std::memcpy(&size, pool_.data() + at, sizeof size);
  return pool_.substr(at + sizeof size, size);
}

std::string_view Gazetteer::File(std::string_view path) const {
  std::string_view rest = files_, found, content;
  while (!rest.empty() && TakeFile(rest, found, content))
    if (found == path) return content;
  return {};
}

}  // namespace factbox
