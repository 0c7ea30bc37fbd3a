// Errors are values. A function that can fail for reasons outside the program (a file, a network, a document) returns
// Result<T>; one that has nothing to return, Status.
//
//   Result<Data> data = Data::Open(path);
//   if (!data) return data.error();
//
// Not for programming errors: those throw std::logic_error, which the runner turns into a record with `status: error`.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace factbox {

// `code` is stable and for programs (`file_not_found`); `message` is one line for people and names the file and line where there is one.
struct Error {
  std::string code;
  std::string message;
};

// `E` is Error wherever the message stands alone; a parser whose caller knows the file and line gives a place within the text instead.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }

  // Requires: the result holds a value.
  T& operator*() & { return *get(); }
  const T& operator*() const& { return *const_cast<Result*>(this)->get(); }
  T&& operator*() && { return std::move(*get()); }
  T* operator->() { return get(); }
  const T* operator->() const { return const_cast<Result*>(this)->get(); }

  // Requires: the result holds an error.
  const E& error() const {
    assert(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  T* get() {
    assert(state_.index() == 0);
    return std::get_if<0>(&state_);
  }
  std::variant<T, E> state_;
};

// Success, or an error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), ok_(false) {}

  explicit operator bool() const { return ok_; }
  const Error& error() const {
    assert(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace factbox
