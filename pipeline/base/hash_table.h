// A map whose keys are 64-bit hashes (base/hash.h): of folded words, of phrases.
//
//   HashTable<uint8_t> sides;   sides[FoldHash("prize")] |= kEndsThing;   if (const uint8_t* side = sides.Find(token.fold)) …
//
// Mostly one step a look-up, where std::unordered_map divides and follows pointers: words are looked up a few dozen times a token. Keys stand by
// themselves, close together, because most look-ups find nothing. Nothing is erased; iteration is left out, so that the order of hashes cannot reach any
// output.
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
    keys_.resize(slots);
    values_.resize(slots);
  }

  // The value of `key`, made if there is none. Other references become invalid.
  Value& operator[](uint64_t key) {
    if ((size_ + 1) * 2 > keys_.size()) Grow();
    const size_t slot = SlotOf(key);
    if (keys_[slot] == kFree) keys_[slot] = Stored(key), ++size_;
    return values_[slot];
  }

  // Null if there is none.
  const Value* Find(uint64_t key) const {
    if (keys_.empty()) return nullptr;
    const size_t slot = SlotOf(key);
    return keys_[slot] == kFree ? nullptr : &values_[slot];
  }
  Value* Find(uint64_t key) { return const_cast<Value*>(std::as_const(*this).Find(key)); }
  bool Contains(uint64_t key) const { return Find(key) != nullptr; }
  size_t size() const { return size_; }

 private:
  static constexpr uint64_t kFree = 0;
  static constexpr size_t kSmallest = 16;

  // A key of 0 is as rare as any other and shares its place with that of 1.
  static uint64_t Stored(uint64_t key) { return key == kFree ? 1 : key; }

  // Of the key, or the free one where it belongs. Terminates: at most half of the slots are taken.
  size_t SlotOf(uint64_t key) const {
    const size_t mask = keys_.size() - 1;
    size_t at = Stored(key) & mask;
    while (keys_[at] != kFree && keys_[at] != Stored(key)) at = (at + 1) & mask;
    return at;
  }

  void Grow() {
    std::vector<uint64_t> keys(keys_.empty() ? kSmallest : keys_.size() * 2);
    std::vector<Value> values(keys.size());
    keys.swap(keys_);
    values.swap(values_);
    for (size_t i = 0; i < keys.size(); ++i)
      if (keys[i] != kFree) {
        const size_t slot = SlotOf(keys[i]);
        keys_[slot] = keys[i];
        values_[slot] = std::move(values[i]);
      }
  }

  // A power of two of both.
  std::vector<uint64_t> keys_;
  std::vector<Value> values_;
  size_t size_ = 0;
};

// Keys alone.
class HashSet {
 public:
  HashSet() = default;
  // With room for `expected` keys.
  explicit HashSet(size_t expected) : keys_(expected) {}
  void Insert(uint64_t key) { keys_[key] = {}; }
  bool Contains(uint64_t key) const { return keys_.Contains(key); }

 private:
  struct Nothing {};
  HashTable<Nothing> keys_;
};

}  // namespace factbox
