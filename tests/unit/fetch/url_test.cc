#include "fetch/url.h"

#include <gtest/gtest.h>

#include "base/tsv.h"
#include "fetch/address.h"

namespace factbox {
namespace {

TEST(Url, Parts) {
  const Result<Url> url = ParseUrl(" HTTPS://Bote.Example:8443/a/../b?x=1#top\n");
  ASSERT_TRUE(url) << url.error().message;
  EXPECT_EQ(url->Origin(), "https://bote.example:8443");
  EXPECT_EQ(url->Target(), "/b?x=1");
  EXPECT_EQ(ParseUrl("http://[2001:DB8::1]/")->host, "2001:db8::1");
  EXPECT_EQ(ParseUrl("http://[2001:db8::1]:81/")->Origin(), "http://[2001:db8::1]:81");
  EXPECT_EQ(ParseUrl("https://zürich.example/")->host, "xn--zrich-kva.example");
}

TEST(Url, Refused) {
  for (const char* text : {"file:///etc/passwd", "ftp://bote.example/", "javascript:alert(1)", "data:text/html,x", "gopher://bote.example/"}) {
    const Result<Url> url = ParseUrl(text);
    EXPECT_FALSE(url) << text;
  }
  EXPECT_EQ(ParseUrl("file:///etc/passwd").error().code, "scheme_refused");
  EXPECT_EQ(ParseUrl("https://me:secret@bote.example/").error().code, "credentials_refused");
  EXPECT_EQ(ParseUrl("https://me:secret@bote.example/").error().message.find("secret"), std::string::npos);
  EXPECT_EQ(ParseUrl("").error().code, "invalid_url");
  EXPECT_EQ(ParseUrl("http://").error().code, "invalid_url");
  EXPECT_EQ(ParseUrl("https://bote.example/" + std::string(kMaxUrlBytes, 'a')).error().code, "invalid_url");
}

TEST(Url, Resolved) {
  const std::string base = "https://bote.example/news/index.html?page=2";
  EXPECT_EQ(*ResolveUrl(base, "a.html"), "https://bote.example/news/a.html");
  EXPECT_EQ(*ResolveUrl(base, "../sport/a.html#top"), "https://bote.example/sport/a.html");
  EXPECT_EQ(*ResolveUrl(base, "//cdn.example/x"), "https://cdn.example/x");
  EXPECT_EQ(*ResolveUrl(base, "?page=3"), "https://bote.example/news/index.html?page=3");
  EXPECT_EQ(*ResolveUrl(base, "http://other.example/a b"), "http://other.example/a%20b");
  EXPECT_EQ(ResolveUrl(base, "file:///etc/passwd").error().code, "scheme_refused");
  EXPECT_EQ(ResolveUrl(base, "mailto:desk@bote.example").error().code, "scheme_refused");
  EXPECT_EQ(ResolveUrl(base, "JavaScript:alert(1)").error().code, "scheme_refused");
}

TEST(Url, Canonical) {
  const UrlCanonicalizer canonicalizer;
  EXPECT_EQ(canonicalizer.Canonical("HTTPS://Bote.example:443/a?utm_source=rss&id=7&fbclid=x#c"), "https://bote.example/a?id=7");
  EXPECT_EQ(canonicalizer.Canonical("https://bote.example/a?b=2&a=1"), canonicalizer.Canonical("https://bote.example/a?a=1&b=2"));
  EXPECT_EQ(canonicalizer.Canonical("https://bote.example"), "https://bote.example/");
  EXPECT_NE(canonicalizer.Canonical("https://bote.example/A"), canonicalizer.Canonical("https://bote.example/a"));
  EXPECT_EQ(canonicalizer.Canonical("no url"), "no url");
}

TEST(Url, TheTableIsSound) {
  Mistakes mistakes;
  const TsvTable table = ReadTsv("tracking_parameters.tsv", TrackingParametersTable(), {"name", "note"}, mistakes);
  EXPECT_TRUE(mistakes.empty()) << ToString(mistakes);
  EXPECT_GT(table.rows.size(), 20u);
}

bool Public(const char* text) { return IsPublic(*ParseIpAddress(text)); }

TEST(Address, PublicAndNot) {
  for (const char* text : {"8.8.8.8", "192.0.3.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2002:0808:0808::1", "64:ff9b::808:808", "::ffff:8.8.8.8"})
    EXPECT_TRUE(Public(text)) << text;
  for (const char* text : {"127.0.0.1",
                           "127.255.255.254",
                           "10.0.0.1",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.1.1",
                           "169.254.169.254",
                           "0.0.0.0",
                           "100.64.0.1",
                           "198.18.0.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fe80::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "ff02::1",
                           "2001:db8::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::a9fe:a9fe",
                           "2002:7f00:0001::1",
                           "::127.0.0.1",
                           "fec0::1"})
    EXPECT_FALSE(Public(text)) << text;
}

TEST(Address, Ranges) {
  const IpRange range = *ParseIpRange("10.0.0.0/15");
  EXPECT_TRUE(range.Contains(*ParseIpAddress("10.0.255.1")));
  EXPECT_TRUE(range.Contains(*ParseIpAddress("10.1.255.1")));
  EXPECT_FALSE(range.Contains(*ParseIpAddress("10.2.0.0")));
  EXPECT_TRUE(ParseIpRange("127.0.0.1")->Contains(*ParseIpAddress("127.0.0.1")));
  EXPECT_FALSE(ParseIpRange("127.0.0.1")->Contains(*ParseIpAddress("127.0.0.2")));
  EXPECT_TRUE(ParseIpRange("fd00::/8")->Contains(*ParseIpAddress("fd00::1")));
  for (const char* text : {"", "bote.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "10.0.0"}) EXPECT_FALSE(ParseIpRange(text)) << text;
  EXPECT_TRUE(IsAllowed(*ParseIpAddress("10.1.2.3"), {range}));
  EXPECT_FALSE(IsAllowed(*ParseIpAddress("127.0.0.1"), {range}));
}

}  // namespace
}  // namespace factbox
