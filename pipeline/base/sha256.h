// SHA-256, as lower-case hexadecimal digits: names of contents that anybody can check with sha256sum.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace factbox {

// 64 digits.
std::string Sha256Hex(std::string_view bytes);

// The same over pieces, for what is too large to be held. Not shared between threads.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void Update(std::string_view bytes);
  // Ends it; the object starts anew.
  std::string FinishHex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace factbox
