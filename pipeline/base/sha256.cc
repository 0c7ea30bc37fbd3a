#include "base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <new>

namespace factbox {
namespace {

// Fetched once: EVP_sha256() is looked up among OpenSSL's providers at each use, which costs as much as a kilobyte of hashing. Null only for want of memory.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) throw std::bad_alloc();
  return algorithm;
}

std::string Hex(const unsigned char* digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out(size_t{2} * SHA256_DIGEST_LENGTH, '0');
  for (size_t i = 0; i < SHA256_DIGEST_LENGTH; ++i) {
    out[2 * i] = kDigits[digest[i] >> 4];
    out[2 * i + 1] = kDigits[digest[i] & 15];
  }
  return out;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  if (EVP_Digest(bytes.data(), bytes.size(), digest, nullptr, Algorithm(), nullptr) != 1) throw std::bad_alloc();
  return Hex(digest);
}

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(evp); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  // The library's own SHA-256 can only be missing for want of memory.
  if (context_->evp == nullptr || EVP_DigestInit_ex(context_->evp, Algorithm(), nullptr) != 1) throw std::bad_alloc();
}

Sha256::~Sha256() = default;

void Sha256::Update(std::string_view bytes) { EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()); }

std::string Sha256::FinishHex() {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  EVP_DigestFinal_ex(context_->evp, digest, nullptr);
  if (EVP_DigestInit_ex(context_->evp, Algorithm(), nullptr) != 1) throw std::bad_alloc();
  return Hex(digest);
}

}  // namespace factbox
