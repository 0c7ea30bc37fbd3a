// Feeds: what a publisher says is new, each item an article or the start of one.
//
//   <rss><channel><item><title>Floods hit Beira</title><link>/world/beira</link><pubDate>Thu, 14 Mar 2024 06:15 GMT</pubDate>
//     <description>&lt;p&gt;BEIRA — Rivers …</description></item>     →  {title "Floods hit Beira", url "https://bote.example/world/beira", published
//                                                                         "2024-03-14T06:15Z", text "BEIRA — Rivers …"}
//
// RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed, told by what is in them and not by their name, mended as xml.h and encoding.h
// tell. The text is the full one (content:encoded, Atom's content, xhtml:body) where the feed has it, else the summary, without markup. Links are made absolute
// by xml:base, then by the feed's own link, then by its URL. Not read: enclosures and other media, comments, the extensions of podcasts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/article_parser.h"
#include "base/result.h"

namespace factbox {

struct Feed {
  std::string title, url, language;  // url: the site's page that the feed belongs to
  std::string next;                  // the page with older items (RFC 5005, JSON Feed); empty: none
  bool repaired = false;             // it was ill-formed
  std::vector<ParsedArticle> items;  // in order; `id` is the item's guid where it has one, source_* are left empty. Not finished: FinishArticle follows
};

struct FeedContext {
  std::string url;      // where the feed came from; empty: unknown
  std::string charset;  // what the protocol said; empty: nothing
};

// True where the bytes begin as a feed does. Of a few kilobytes, so that it can be asked of every file.
bool LooksLikeFeed(std::string_view start);
bool LooksLikeJsonFeed(std::string_view start);

// Errors: invalid_xml, invalid_json, not_a_feed. Thread-safe.
Result<Feed> ParseFeed(std::string_view bytes, const FeedContext& context = {});

// A feed that a page names.
struct FeedLink {
  std::string url, title, media_type;
};

// <link rel="alternate" type="application/rss+xml" href="…"> and its like in the head of a page, in order, each URL once. Comments' feeds come last.
std::vector<FeedLink> DiscoverFeeds(std::string_view html, std::string_view page_url);

}  // namespace factbox
