// CoNLL columns and brat standoff.
#include <algorithm>
#include <charconv>
#include <filesystem>

#include "evaluate/formats.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    out.push_back(line);
    at = end + 1;
  }
  return out;
}

std::vector<std::string_view> Cells(std::string_view line, std::string_view separators) {
  std::vector<std::string_view> out;
  for (size_t at = line.find_first_not_of(separators); at < line.size();) {
    const size_t end = std::min(line.find_first_of(separators, at), line.size());
    out.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(separators, end);
  }
  return out;
}

Error BrokenLine(const std::string& path, size_t number, const std::string& why) { return {"invalid_gold", path + ":" + std::to_string(number) + ": " + why}; }

int64_t CodePoints(std::string_view text) { return Sliceable(text).length(); }

// Puts tokens back together: no blank before marks that close nor behind those that open.
class ConllText {
 public:
  explicit ConllText(AnnotatedDocument& document) : document_(document) {}

  void EndSentence() {
    if (!line_begins_) Append("\n");
    line_begins_ = true;
    open_ = nullptr;
  }

  void Add(std::string_view token, std::string_view tag, AnnotatedSet& set) {
    constexpr std::string_view kClosing = ".,;:!?)]}%", kOpening = "([{$";
    const bool clitic = (token.substr(0, 1) == "'" && token.size() <= 3) || (token.substr(0, 3) == "\u2019" && token.size() <= 5) || token == "n't";
    const bool closes = clitic || (token.size() == 1 && kClosing.find(token[0]) != std::string_view::npos);
    const bool opened = !document_.text.empty() && kOpening.find(document_.text.back()) != std::string_view::npos;
    if (!line_begins_ && !closes && !opened) Append(" ");
    const int64_t start = length_;
    Append(token);
    line_begins_ = false;
    if (tag == "O") {
      open_ = nullptr;
      return;
    }
    const std::string_view label = tag.substr(2);
    const bool begins = tag[0] == 'B' || tag[0] == 'S' || tag[0] == 'U' || open_ == nullptr || label != open_label_;
    if (!begins) {
      document_.marks[*open_].at.end = length_;
    } else if (const std::optional<LabelMeaning> meaning = MeaningOf(label)) {
      document_.marks.push_back({{start, length_}, meaning->layer, {}, meaning->kind, {}, {}, {}, {}, {}, {}});
      at_ = document_.marks.size() - 1;
      open_ = &at_;
    } else {
      ++set.unknown_labels[std::string(label)];
      open_ = nullptr;
    }
    open_label_ = label;
    if (tag[0] == 'L' || tag[0] == 'E' || tag[0] == 'U' || tag[0] == 'S') open_ = nullptr;
  }

 private:
  void Append(std::string_view text) {
    document_.text += text;
    length_ += CodePoints(text);
  }
  AnnotatedDocument& document_;
  int64_t length_ = 0;
  bool line_begins_ = true;
  size_t at_ = 0;
  const size_t* open_ = nullptr;  // the mark that the next token may continue
  std::string open_label_;
};

}  // namespace

Status ReadConll(const std::string& path, const std::string& bytes, AnnotatedSet& set) {
  const size_t first = set.documents.size();
  std::unique_ptr<AnnotatedDocument> document;
  std::unique_ptr<ConllText> text;
  const auto finish = [&] {
    if (document != nullptr && !document->text.empty()) set.documents.push_back(std::move(*document));
    document.reset();
  };
  const auto begin = [&](std::string id) {
    finish();
    document = std::make_unique<AnnotatedDocument>();
    document->id = id.empty() ? path + "#" + std::to_string(set.documents.size() - first + 1) : std::move(id);
    text = std::make_unique<ConllText>(*document);
  };
  size_t number = 0;
  for (const std::string_view line : Lines(bytes)) {
    ++number;
    if (line.substr(0, 10) == "-DOCSTART-") {
      const size_t open = line.find('('), close = line.rfind(')');
      begin(open != std::string_view::npos && close != std::string_view::npos && open < close ? std::string(line.substr(open + 1, close - open - 1))
                                                                                              : std::string());
      continue;
    }
    if (document == nullptr) begin({});
    if (line.empty()) {
      text->EndSentence();
      continue;
    }
    const std::vector<std::string_view> cells = Cells(line, line.find('\t') != std::string_view::npos ? "\t" : " ");
    if (cells.size() < 2) return BrokenLine(path, number, "no token and tag");
    const std::string_view tag = cells.back();
    if (tag != "O" && (tag.size() < 3 || tag[1] != '-' || std::string_view("BILUSE").find(tag[0]) == std::string_view::npos))
      return BrokenLine(path, number, "'" + std::string(tag) + "' is neither O nor B-…, I-… of BIO, BILOU or BIOES");
    text->Add(cells[0], tag, set);
  }
  finish();
  return {};
}

namespace {

// "0 5;10 15": the stretch from the first to the last.
bool ReadOffsets(std::string_view text, Stretch& at) {
  const std::vector<std::string_view> cells = Cells(text, " ;");
  if (cells.size() < 2) return false;
  const auto number = [](std::string_view digits, int64_t& out) {
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  };
  return number(cells.front(), at.start) && number(cells.back(), at.end) && at.start < at.end;
}

// The marks of one .ann by their ids (T1), and what other lines say of them.
struct BratReader {
  const std::string& path;
  const std::string& text;
  AnnotatedDocument& document;
  AnnotatedSet& set;
  std::map<std::string, size_t, std::less<>> marks;    // T1 → which
  std::map<std::string, Stretch, std::less<>> others;  // T lines with labels that are not a record's: triggers of events
  std::map<std::string, std::string, std::less<>> other_labels;

  Status ReadText(std::string_view id, const std::vector<std::string_view>& cells, size_t number) {
    const size_t blank = cells[1].find(' ');
    Stretch at;
    if (blank == std::string_view::npos || !ReadOffsets(cells[1].substr(blank + 1), at)) return BrokenLine(path, number, "no label, start and end");
    const Sliceable slice(text);
    if (at.end > slice.length())
      return BrokenLine(path, number, "the mark ends at " + std::to_string(at.end) + ", the text at " + std::to_string(slice.length()));
    const bool one_piece = cells[1].find(';') == std::string_view::npos;
    if (cells.size() > 2 && one_piece && slice.Slice(at) != cells[2] && std::string(slice.Slice(at)).find('\n') == std::string::npos)
      return BrokenLine(path, number, "the mark says '" + std::string(cells[2]) + "', but the text has '" + std::string(slice.Slice(at)) + "' there");
    const std::string_view label = cells[1].substr(0, blank);
    if (const std::optional<LabelMeaning> meaning = MeaningOf(label)) {
      marks.emplace(id, document.marks.size());
      document.marks.push_back({at, meaning->layer, {}, meaning->kind, {}, {}, {}, {}, {}, {}});
    } else {
      others.emplace(id, at);
      other_labels.emplace(id, label);
    }
    return {};
  }

  Mark* Find(std::string_view id) {
    const auto found = marks.find(id);
    return found == marks.end() ? nullptr : &document.marks[found->second];
  }

  // "ASSAULT:T4 actor:T1": an event whose trigger is T4.
  void ReadEvent(std::string_view roles) {
    const std::vector<std::string_view> cells = Cells(roles, " ");
    if (cells.empty()) return;
    const size_t colon = cells[0].find(':');
    if (colon == std::string_view::npos) return;
    const auto trigger = others.find(cells[0].substr(colon + 1));
    if (trigger == others.end()) return;
    document.marks.push_back({trigger->second, kEvents, {}, std::string(cells[0].substr(0, colon)), {}, {}, {}, {}, {}, {}});
    other_labels.erase(trigger->first);
  }

  // A GeoNames id, "lat, lon", or a value.
  static void ReadNote(std::string_view note, Mark& mark) {
    const std::vector<std::string_view> cells = Cells(note, " ,");
    int64_t id = 0;
    const auto whole = std::from_chars(note.data(), note.data() + note.size(), id);
    double lat = 0, lon = 0;
    const auto real = [](std::string_view digits, double& out) {
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
      return read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    };
    if (mark.layer != kPlaces)
      mark.value = std::string(note);
    else if (whole.ec == std::errc() && whole.ptr == note.data() + note.size())
      mark.geonames = id;
    else if (cells.size() == 2 && real(cells[0], lat) && real(cells[1], lon) && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)
      mark.point = {lat, lon};
  }
};

}  // namespace

Status ReadBratPair(const std::string& path, const std::string& text, const std::string& annotations, AnnotatedDocument& document, AnnotatedSet& set) {
  BratReader reader{path, text, document, set, {}, {}, {}};
  const std::vector<std::string_view> lines = Lines(annotations);
  for (size_t i = 0; i < lines.size(); ++i) {  // marks first: other lines may stand before them
    const std::vector<std::string_view> cells = Cells(lines[i], "\t");
    if (lines[i].empty() || lines[i][0] != 'T') continue;
    if (cells.size() < 2) return BrokenLine(path, i + 1, "no label, start and end");
    if (const Status status = reader.ReadText(cells[0], cells, i + 1); !status) return status;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::vector<std::string_view> cells = Cells(lines[i], "\t");
    if (lines[i].empty() || lines[i][0] == 'T') continue;
    if (std::string_view("EAMRN*#").find(lines[i][0]) == std::string_view::npos) return BrokenLine(path, i + 1, "begins with none of T E A M R N * #");
    if (cells.size() < 2) return BrokenLine(path, i + 1, "has no second column");
    const std::vector<std::string_view> words = Cells(cells[1], " ");
    if (lines[i][0] == 'E') {
      reader.ReadEvent(cells[1]);
    } else if (lines[i][0] == '*' && !words.empty() && words[0] == "Equiv") {
      for (size_t w = 1; w < words.size(); ++w)
        if (Mark* mark = reader.Find(words[w])) mark->entity = "equiv " + std::string(words[1]);
    } else if (lines[i][0] == 'N' && words.size() >= 3) {
      Mark* mark = reader.Find(words[1]);
      const size_t colon = words[2].find(':');
      if (mark != nullptr && colon != std::string_view::npos && words[2].substr(0, colon) == "GeoNames")
        BratReader::ReadNote(words[2].substr(colon + 1), *mark);
    } else if (lines[i][0] == '#' && words.size() == 2 && cells.size() > 2) {
      if (Mark* mark = reader.Find(words[1])) BratReader::ReadNote(cells[2], *mark);
    } else if (lines[i][0] == 'A' && words.size() == 3) {
      if (Mark* mark = reader.Find(words[1]); mark != nullptr && words[0] == "kind") mark->kind = std::string(words[2]);
    }
  }
  for (const auto& [id, label] : reader.other_labels) ++set.unknown_labels[label];
  return {};
}

}  // namespace factbox::evaluate
