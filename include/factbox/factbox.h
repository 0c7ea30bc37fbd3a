// factbox as a library: news articles in, records of facts out.
//
//   factbox::Engine::Opened opened = factbox::Engine::Open({});
//   if (!opened) { … opened.message … }
//   std::string record = opened.engine->Extract(R"({"text": "BEIRA — Floods …", "published": "2024-03-14"})");
//
// A record is one JSON object; `factbox schema` prints what it holds. The library never prints, never ends the process and opens no network.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace factbox {

// Safe for concurrent use: any number of threads may call Extract at the same time. Loading takes milliseconds, the data file is mapped and
// shared between processes; open one engine and keep it. Not copyable.
class Engine {
 public:
  // The unit of `start` and `end` in the records. All count from 0 and are half-open.
  enum class Offsets { kCodePoint, kByte, kUtf16 };

  struct Options {
    std::string data_file;       // the compiled data; empty: $FACTBOX_DATA, else factbox.data beside the program or in ../share/factbox
    std::string data_folder;     // tables of your own (gazetteers/…, extractors/…), used over the built-in ones; empty: none
    std::string model = "news";  // the trained tagger of names: news, open (beside the data file), or a file; empty: rules and lists alone
    Offsets offsets = Offsets::kCodePoint;
    bool why = false;           // say of every value which stage, rule and gazetteer entry made it
    bool title_in_text = true;  // put the title in front of the text, unless the text begins with it
  };

  // Only `text` is needed. All UTF-8; what is ill-formed is replaced by U+FFFD, and the record says so.
  struct Article {
    std::string text;
    std::string id, title, url, publisher, language, section;
    std::string published, updated;  // ISO 8601; `published` is what "Friday" and "last month" are reckoned from
    std::vector<std::string> authors, keywords;
  };

  struct Opened;
  // Opened is either an engine, or a stable code (file_not_found, data_invalid) and a message that names every mistake, one a line.
  static Opened Open(const Options& options);

  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  // The record, without a line break at its end. Never fails: an article that cannot be read gives a record with "status": "error".
  std::string Extract(std::string_view json_article) const;
  std::string Extract(const Article& article) const;

  // Of gazetteers, rules and models: 16 hexadecimal digits. The same fingerprint and version give the same bytes.
  const std::string& data_fingerprint() const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct Engine::Opened {
  std::unique_ptr<Engine> engine;
  std::string code, message;
  explicit operator bool() const { return engine != nullptr; }
};

}  // namespace factbox
