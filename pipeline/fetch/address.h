// Which addresses of the Internet Protocol a server on the open web may have.
//
// A feed or a redirect may name "http://169.254.169.254/" or a host whose name resolves to 127.0.0.1, to make us read what only our own network
// can (server-side request forgery). So the address is looked at after resolution, when the socket is opened. Ranges are those that the IANA's
// special-purpose registries (RFC 6890 and its updates) do not call globally reachable, with multicast; IPv4 within IPv6 (mapped, translated, 6to4)
// is taken out and looked at.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace factbox {

// 16 bytes in network order; IPv4 is ::ffff:a.b.c.d.
struct IpAddress {
  std::array<uint8_t, 16> bytes{};
};

// "192.0.2.1", "2001:db8::1"; nothing where it is no address.
std::optional<IpAddress> ParseIpAddress(std::string_view text);

// Globally reachable, as far as the registries say.
bool IsPublic(const IpAddress& address);

// "10.1.0.0/16", "fd00::/8", "127.0.0.1": addresses that a user allows although they are not public.
struct IpRange {
  IpAddress first;
  int bits = 128;  // of the prefix, over the 16 bytes
  bool Contains(const IpAddress& address) const;
};
std::optional<IpRange> ParseIpRange(std::string_view text);

// Public, or in one of `allowed`.
bool IsAllowed(const IpAddress& address, const std::vector<IpRange>& allowed);

}  // namespace factbox
