// A map whose keys are 64-bit hashes (base/hash.h): of folded words, of phrases.
//
//   HashTable<uint8_t> sides;   sides[FoldHash("prize")] |= kEndsThing;   if (const uint8_t* side = sides.Find(token.fold)) …
//
// One block of memory and mostly one step a look-up, where std::unordered_map divides and follows a pointer: words are looked up a few dozen
// times a token. Nothing is erased; iteration is left out, so that the order of hashes cannot reach any output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace factbox {

// Requires: keys are mixed well in their low bits. const = thread-safe.
template <class Value>
class HashTable {
 public:
  HashTable() = default;
  // With room for `expected` keys.
  explicit HashTable(size_t expected) {
    size_t slots = kSmallest;
    while (slots < expected * 2) slots *= 2;
    slots_.resize(slots);
  }

  // The value of `key`, made if there is none. Other references become invalid.
  Value& operator[](uint64_t key) {
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    Slot& slot = slots_[SlotOf(key)];
    if (slot.key == kFree) slot.key = Stored(key), ++size_;
    return slot.value;
  }

  // Null if there is none.
  const Value* Find(uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[SlotOf(key)];
    return slot.key == kFree ? nullptr : &slot.value;
  }
  bool Contains(uint64_t key) const { return Find(key) != nullptr; }
  size_t size() const { return size_; }

 private:
  static constexpr uint64_t kFree = 0;
  static constexpr size_t kSmallest = 16;
  struct Slot {
    uint64_t key = kFree;
    Value value{};
  };

  // A key of 0 is as rare as any other and shares its place with that of 1.
  static uint64_t Stored(uint64_t key) { return key == kFree ? 1 : key; }

  // Of the key, or the free one where it belongs. Terminates: at most half of the slots are taken.
  size_t SlotOf(uint64_t key) const {
    const size_t mask = slots_.size() - 1;
    size_t at = Stored(key) & mask;
    while (slots_[at].key != kFree && slots_[at].key != Stored(key)) at = (at + 1) & mask;
    return at;
  }

  void Grow() {
    std::vector<Slot> old(slots_.empty() ? kSmallest : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old)
      if (slot.key != kFree) slots_[SlotOf(slot.key)] = std::move(slot);
  }

  std::vector<Slot> slots_;  // a power of two
  size_t size_ = 0;
};

}  // namespace factbox
