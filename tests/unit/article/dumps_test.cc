// Dumps and archives as a user has them: written to files, read by ItemReader and ArticleParser.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "article/article_parser.h"
#include "article/http_message.h"
#include "article/item_reader.h"

namespace factbox {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

std::string Write(const std::string& name, std::string_view content) {
  const fs::path folder = fs::path(testing::TempDir()) / "factbox_dumps";
  fs::create_directories(folder);
  const fs::path path = folder / name;
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string Gzip(std::string_view text, int window = MAX_WBITS + 16) {
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&z, text.size()) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// "#item url: text" of each article, "! message" of what is said of the file, "? code" of articles that failed.
Strings Read(const std::string& path, InputOptions options = {}) {
  ItemReader reader({{path, {}}}, options);
  ArticleParser parser;
  RawItem item;
  ParsedArticle parsed;
  Strings out;
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  while (reader.Next(item)) {
    if (item.state == RawItem::State::kProblem || item.state == RawItem::State::kWarning) {
      EXPECT_EQ(item.error.message.compare(0, folder.size(), folder), 0) << item.error.message;
      out.push_back("! " + item.error.message.substr(folder.size()));
      continue;
    }
    // What the cleaner makes of a page is not tested here: it takes so short a text for none.
    const bool page = item.content == RawItem::Content::kPage || item.content == RawItem::Content::kHttp;
    const Status status = parser.Parse(item, parsed);
    if (page) parsed.article.text = "page";
    const std::string uri = parsed.article.source_uri.substr(folder.size());
    out.push_back(status ? uri.substr(uri.find('#') + 1) + " " + parsed.article.url + ": " + parsed.article.text : "? " + status.error().code);
  }
  return out;
}

std::string Warc(const std::string& type, const std::string& url, const std::string& block,
                 const std::string& content_type = "application/http; msgtype=response") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}
std::string Response(const std::string& body, const std::string& fields = "", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\n" + fields + "\r\n" + body;
}
std::string Page(const std::string& url, const std::string& text) { return Warc("response", url, Response("<html><body><p>" + text + "</p></body></html>")); }

TEST(Warc, PagesAndTextsAreFoundAndTheRestPassedOver) {
  const std::string warc = Warc("warcinfo", "", "software: x\r\n", "application/warc-fields") + Page("https://bote.example/1", "Rain fell.") +
                           Warc("request", "https://bote.example/1", "GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request") +
                           Warc("response", "https://bote.example/gone", Response("gone", "", "404 Not Found")) +
                           Warc("response", "https://bote.example/p.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
                           Warc("resource", "https://bote.example/2", "<html><p>Snow fell.</p></html>", "text/html") +
                           Warc("conversion", "https://bote.example/3", "Hail fell.", "text/plain");
  const Strings wanted = {"2 https://bote.example/1: page", "6 https://bote.example/2: page", "7 https://bote.example/3: Hail fell."};
  EXPECT_EQ(Read(Write("a.warc", warc)), wanted);
  EXPECT_EQ(Read(Write("whole.warc.gz", Gzip(warc))), wanted);
  EXPECT_EQ(Read(Write("nameless", warc)), wanted) << "by its first bytes";
}

TEST(Warc, OffsetsAreThoseOfTheMembers) {
  const std::string first = Gzip(Warc("warcinfo", "", "x", "application/warc-fields")), second = Gzip(Page("https://bote.example/1", "Rain."));
  ItemReader reader({{Write("offset.warc.gz", first + second), {}}}, {});
  RawItem item;
  ASSERT_TRUE(reader.Next(item));
  EXPECT_EQ(item.offset, first.size());
  EXPECT_EQ(item.item, 2u);
}

TEST(Warc, CodingsAreUndone) {
  const std::string html = "<html><p>Rain fell.</p></html>";
  const auto body = [](const std::string& response) {
    HttpHead head;
    EXPECT_TRUE(ParseHttpHead(response, head));
    EXPECT_EQ(head.media_type, "text/html");
    EXPECT_EQ(head.charset, "utf-8");
    const Result<std::string> out = DecodeHttpBody(head, std::string_view(response).substr(head.body_offset), size_t{1} << 20);
    return out ? *out : "? " + out.error().code;
  };
  const std::string wanted = html;
  EXPECT_EQ(body(Response("f;x=1\r\n<html><p>Rain f\r\nF\r\nell.</p></html>\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")), wanted);
  EXPECT_EQ(body(Response(html, "Transfer-Encoding: chunked\r\n")), wanted) << "says so and is not";
  EXPECT_EQ(body(Response(Gzip(html), "Content-Encoding: gzip\r\n")), wanted);
  EXPECT_EQ(body(Response(html, "Content-Encoding: gzip\r\n")), wanted) << "says so and is not";
  EXPECT_EQ(body(Response(Gzip(html, MAX_WBITS), "Content-Encoding: deflate\r\n")), wanted);
  EXPECT_EQ(body(Response(Gzip(html, -MAX_WBITS), "Content-Encoding: deflate\r\n")), wanted);
  EXPECT_EQ(body(Response("\x8b\x02\x80xyz", "Content-Encoding: br\r\n")), "? unsupported_coding");
}

TEST(Warc, DamageCostsTheRecordsInIt) {
  const std::string one = Gzip(Page("u:1", "One.")), three = Gzip(Page("u:3", "Three."));
  std::string two = Gzip(Page("u:2", std::string(2000, 'x') + " Two."));
  for (size_t i = two.size() / 2; i < two.size() / 2 + 8; ++i) two[i] = static_cast<char>(two[i] ^ 0x5A);
  const Strings damaged = Read(Write("damaged.warc.gz", one + two + three));
  ASSERT_EQ(damaged.size(), 3u) << testing::PrintToString(damaged);
  EXPECT_EQ(damaged[0], "1 u:1: page");
  EXPECT_NE(damaged[1].find("u:3: page"), std::string::npos);
  EXPECT_NE(damaged[2].find("1 damaged place was passed over"), std::string::npos) << damaged[2];

  const Strings cut = Read(Write("cut.warc.gz", one + three.substr(0, three.size() / 2)));
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_NE(cut[1].find("passed over"), std::string::npos);

  std::string wrong_length = Page("u:1", "One.");
  wrong_length.insert(wrong_length.find("Content-Length: ") + 16, "9");
  const Strings plain = Read(Write("length.warc", wrong_length + Page("u:2", "Two.") + "garbage\r\nmore\r\n" + Page("u:3", "Three.")));
  ASSERT_EQ(plain.size(), 3u) << testing::PrintToString(plain);
  EXPECT_NE(plain[0].find("u:2: page"), std::string::npos);
  EXPECT_NE(plain[1].find("u:3: page"), std::string::npos);
}

TEST(Arc, Pages) {
  const std::string description = "1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n", page = Response("<html><p>Rain.</p></html>");
  const std::string arc = "filedesc://a.arc 0.0.0.0 20240314061500 text/plain " + std::to_string(description.size()) + "\n" + description +
                          "\nhttps://bote.example/1 192.0.2.1 20240314061500 text/html " + std::to_string(page.size()) + "\n" + page + "\n";
  EXPECT_EQ(Read(Write("a.arc", arc)), Strings{"2 https://bote.example/1: page"});
  EXPECT_EQ(Read(Write("a.arc.gz", Gzip(arc))), Strings{"2 https://bote.example/1: page"});
}

struct File {
  std::string name, content;
};

std::string Pack(const std::string& name, const std::vector<File>& files) {
  const std::string path = Write(name, "");
  archive* out = archive_write_new();
  if (name.find(".zip") != std::string::npos)
    archive_write_set_format_zip(out);
  else
    archive_write_set_format_pax_restricted(out);
  if (name.find(".gz") != std::string::npos) archive_write_add_filter_gzip(out);
  EXPECT_EQ(archive_write_open_filename(out, path.c_str()), ARCHIVE_OK);
  for (const File& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, file.content.data(), file.content.size());
    archive_entry_free(entry);
  }
  archive_write_free(out);
  return path;
}

TEST(Archive, FilesOfAllKinds) {
  const std::vector<File> files = {{"a/one.txt", "Rain."},
                                   {"a/skip.png", "x"},
                                   {"b/two.jsonl", "{\"text\": \"Snow.\"}\n{\"text\": \"Hail.\"}\n"},
                                   {"c/three.txt.gz", Gzip("Sleet.")},
                                   {"d/feed.xml", "<rss><channel><item><link>u:4</link><description>Fog.</description></item></channel></rss>"}};
  for (const char* name : {"files.zip", "files.tar", "files.tar.gz"})
    EXPECT_EQ(Read(Pack(name, files)),
              (Strings{"a/one.txt : Rain.", "b/two.jsonl#1 : Snow.", "b/two.jsonl#2 : Hail.", "c/three.txt.gz : Sleet.", "d/feed.xml#1 u:4: Fog."}))
        << name;
  EXPECT_EQ(Read(Pack("none.tar", {{"a.png", "x"}})), Strings{"! none.tar: holds no file whose name tells that it is read"});
}

TEST(Archive, WhatIsRefused) {
  const Strings out = Read(Pack("traversal.tar", {{"../../etc/a.txt", "x"}, {"/b.txt", "x"}, {"ok/..c.txt", "Rain."}, {"in.zip", "x"}}));
  ASSERT_EQ(out.size(), 4u) << testing::PrintToString(out);
  EXPECT_EQ(out[0], "! traversal.tar#../../etc/a.txt: refused: the name leads out of the archive");
  EXPECT_NE(out[1].find("refused"), std::string::npos);
  EXPECT_EQ(out[2], "ok/..c.txt : Rain.");
  EXPECT_NE(out[3].find("an archive within an archive"), std::string::npos);
}

TEST(Archive, BombsAreRefused) {
  const std::string zeros(size_t{70} << 20, ' ');
  const Strings gzip = Read(Write("bomb.txt.gz", Gzip(zeros)));
  ASSERT_EQ(gzip.size(), 1u);
  EXPECT_TRUE(gzip[0] == "? decompression_bomb" || gzip[0].find("refused") != std::string::npos) << gzip[0];
  const Strings zip = Read(Pack("bomb.zip", {{"a.txt", zeros}, {"b.txt", "Rain."}}));
  ASSERT_FALSE(zip.empty());
  EXPECT_TRUE(zip[0] == "? decompression_bomb" || zip[0].find("refused") != std::string::npos) << zip[0];
  HttpHead head;
  head.coding = "gzip";
  EXPECT_EQ(DecodeHttpBody(head, Gzip(zeros), size_t{1} << 30).error().code, "decompression_bomb");
  EXPECT_EQ(DecodeHttpBody(head, Gzip(zeros), size_t{1} << 20).error().code, "too_large");
  head.coding = "deflate";
  EXPECT_EQ(DecodeHttpBody(head, Gzip(zeros, MAX_WBITS), size_t{1} << 30).error().code, "decompression_bomb");
}

TEST(Archive, BrokenOnesAreSaid) {
  const Strings out = Read(Write("broken.zip", "PK\x03\x04nothing that follows makes sense"));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].compare(0, 14, "! broken.zip: "), 0) << out[0];
}

TEST(XmlFiles, FeedsSitemapsAndForeignOnes) {
  EXPECT_EQ(
      Read(Write("feed.rss",
                 "<rss><channel><item><link>u:1</link><title>T</title></item><item><link>u:2</link><description>Rain.</description></item></channel></rss>")),
      (Strings{"1 u:1: ", "2 u:2: Rain."}));
  EXPECT_EQ(Read(Write("map.xml", "<urlset><url><loc>u:1</loc></url></urlset>")), Strings{"! map.xml: is a sitemap, which holds 1 links and no articles"});
  EXPECT_EQ(Read(Write("other.xml", "<note><to/></note>")), Strings{"? not_a_feed"});
  EXPECT_EQ(Read(Write("empty.xml", "<rss><channel/></rss>")), Strings{"! empty.xml: holds no article"});
  EXPECT_EQ(Read(Write("feed.json", R"({"version": "https://jsonfeed.org/version/1", "items": [{"id": "u:1", "content_text": "Rain."}]})")),
            Strings{"1 : Rain."});
}

TEST(NewsItems, NitfNewsMlAndNinjs) {
  const std::string nitf =
      "<nitf><head><title>Storm</title><docdata><date.issue norm='20240314T061500Z'/></docdata></head><body><body.head><hedline><hl1>Storm hits "
      "Beira</hl1></hedline>"
      "<byline>By Ana Muianga, <byttl>Reporter</byttl></byline></body.head><body.content><block><p>BEIRA - It rained.</p><media><media-caption>A "
      "photo</media-caption></media><p>Roads closed.</p></block>"
      "</body.content></body></nitf>";
  const auto one = [](const std::string& path) {
    ItemReader reader({{path, {}}}, {});
    RawItem item;
    ParsedArticle parsed;
    ArticleParser parser;
    EXPECT_TRUE(reader.Next(item));
    EXPECT_TRUE(parser.Parse(item, parsed));
    return parsed.article;
  };
  const Article story = one(Write("story.nitf", nitf));
  EXPECT_EQ(story.title, "Storm hits Beira");
  EXPECT_EQ(story.authors, Strings{"Ana Muianga"});
  EXPECT_EQ(story.published, "2024-03-14T06:15:00Z");
  EXPECT_EQ(story.text, "BEIRA - It rained.\n\nRoads closed.");

  const Article item = one(Write("item.xml",
                                 "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' "
                                 "guid='urn:newsml:bote.example:1'><itemMeta><versionCreated>2024-03-15T00:00:00Z</versionCreated></itemMeta>"
                                 "<contentMeta><contentCreated>2024-03-14</contentCreated><creator><name>Ana Muianga</name></creator><language "
                                 "tag='pt-MZ'/><headline>Cheias</headline></contentMeta>"
                                 "<contentSet><inlineXML>" +
                                     nitf + "</inlineXML></contentSet></newsItem>"));
  EXPECT_EQ(item.id, "urn:newsml:bote.example:1");
  EXPECT_EQ(item.title, "Cheias");
  EXPECT_EQ(item.published, "2024-03-14");
  EXPECT_EQ(item.language, "pt-MZ");
  EXPECT_EQ(item.text, "BEIRA - It rained.\n\nRoads closed.");

  const Article ninjs = one(Write(
      "ninjs.json", R"({"uri": "urn:bote:1", "versioncreated": "2024-03-14T06:15:00Z", "language": "en", "headline": "Storm", "byline": "By Ana Muianga",)"
                    R"( "body_text": "x y", "body_xhtml": "<p>It rained.</p><p>Roads closed.</p>"})"));
  EXPECT_EQ(ninjs.title, "Storm");
  EXPECT_EQ(ninjs.text, "It rained.\n\nRoads closed.");
  EXPECT_EQ(ninjs.authors, Strings{"Ana Muianga"});
}

}  // namespace
}  // namespace factbox
