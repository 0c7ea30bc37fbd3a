#include "fetch/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace factbox {
namespace {

constexpr int kMappedBits = 96;  // of ::ffff:0:0/96, in which IPv4 stands here

// Not globally reachable, or multicast.
constexpr std::string_view kPrivate[] = {
    "0.0.0.0/8",      "10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",   "::/128",       "::1/128",      "64:ff9b:1::/48",
    "100::/64",       "2001::/23",     "2001:db8::/32",   "3fff::/20",      "5f00::/16",      "fc00::/7",      "fe80::/10",    "fec0::/10",    "ff00::/8",
};

// IPv6 that carries an address of IPv4: where it stands, in bytes.
struct Carrier {
  std::string_view range;
  size_t at;
};
constexpr Carrier kCarriers[] = {{"64:ff9b::/96", 12}, {"2002::/16", 2}, {"::/96", 12}};

IpAddress Mapped(const uint8_t* four) {
  IpAddress out;
  out.bytes[10] = out.bytes[11] = 0xFF;
  std::copy(four, four + 4, out.bytes.begin() + 12);
  return out;
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  const std::string name(text.substr(0, text.find('%')));  // without the zone of fe80::1%eth0
  uint8_t four[4];
  if (inet_pton(AF_INET, name.c_str(), four) == 1) return Mapped(four);
  IpAddress out;
  if (inet_pton(AF_INET6, name.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

bool IpRange::Contains(const IpAddress& address) const {
  const auto whole = static_cast<size_t>(bits / 8);
  if (std::memcmp(first.bytes.data(), address.bytes.data(), whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((first.bytes[whole] ^ address.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<IpRange> ParseIpRange(std::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<IpAddress> first = ParseIpAddress(text.substr(0, slash));
  if (!first) return std::nullopt;
  const bool four = text.substr(0, slash).find(':') == std::string_view::npos;
  IpRange out{*first, 128};
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    int bits = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc() || end != digits.data() + digits.size() || bits < 0 || bits > (four ? 32 : 128)) return std::nullopt;
    out.bits = bits + (four ? kMappedBits : 0);
  }
  return out;
}

bool IsPublic(const IpAddress& address) {
  const auto within = [&](std::string_view range) { return ParseIpRange(range)->Contains(address); };
  if (std::any_of(std::begin(kPrivate), std::end(kPrivate), within)) return false;
  for (const Carrier& carrier : kCarriers)
    if (within(carrier.range)) return IsPublic(Mapped(address.bytes.data() + carrier.at));
  return true;
}

bool IsAllowed(const IpAddress& address, const std::vector<IpRange>& allowed) {
  return std::any_of(allowed.begin(), allowed.end(), [&](const IpRange& range) { return range.Contains(address); }) || IsPublic(address);
}

}  // namespace factbox
