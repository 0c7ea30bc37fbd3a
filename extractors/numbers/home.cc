#include "extractors/numbers/home.h"

#include "text/fold.h"

namespace factbox {
namespace numbers {
namespace {

HomeCountry Of(const char (&country)[2]) {
  HomeCountry out;
  out.code[0] = country[0], out.code[1] = country[1];
  return out;
}

// "The Gambia Times" → what the list of outlets says.
HomeCountry OfPublisher(const Data& data, const std::string& publisher, Worker& worker) {
  std::vector<Token> tokens;
  worker.segmenter.Tokenize(publisher, tokens);
  if (tokens.empty()) return {};
  uint64_t phrase = tokens[0].fold;
  for (size_t i = 1; i < tokens.size(); ++i) phrase = ExtendPhrase(phrase, tokens[i].fold);
  for (const Gazetteer& gazetteer : data.gazetteers())
    for (const Entry& entry : gazetteer.Find(phrase).entries)
      if (entry.kind == EntryKind::kOrganization && gazetteer.Organization(entry.record).kind == OrganizationKind::kMedia)
        return Of(gazetteer.Organization(entry.record).country);
  return {};
}

// https://www.example.com.au/news → AU. Generic endings and those that are sold to all the world say nothing.
HomeCountry OfAddress(std::string_view url) {
  const size_t scheme = url.find("://");
  std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  const size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() - dot != 3) return {};
  HomeCountry out;
  for (size_t i = 0; i < 2; ++i) {
    const char c = host[dot + 1 + i];
    if (c < 'a' || c > 'z') return {};
    out.code[i] = static_cast<char>(c - 32);
  }
  for (const std::string_view sold : {"TV", "CO", "ME", "IO", "AI", "FM", "EU", "CC", "WS"})
    if (out.view() == sold) return {};
  if (out.view() == "UK") out.code[0] = 'G', out.code[1] = 'B';
  return out;
}

// "OTTAWA, May 4 — …": a place in capitals that opens the text. Not with an agency in brackets.
HomeCountry OfDateline(const Data& data, const Document& document, std::span<const Token> tokens, std::span<const Match> matches) {
  constexpr uint32_t kLongestDateline = 12;  // tokens
  for (const Match& match : matches) {
    const Token& first = tokens[match.tokens.begin];
    if (!first.paragraph_start || first.shape != Shape::kUpper) continue;
    for (uint32_t at = match.tokens.end; at < tokens.size() && at < match.tokens.end + kLongestDateline && !tokens[at].paragraph_start; ++at) {
      if (tokens[at].mark == '(') return {};
      if (tokens[at].mark != '-' && tokens[at].mark != ':') continue;
      const Gazetteer& gazetteer = data.gazetteers()[match.gazetteer];
      for (uint16_t i = 0; i < match.entry_count; ++i)
        if (match.entries[i].kind == EntryKind::kPlace) return Of(gazetteer.Place(match.entries[i].record).country);
      break;
    }
    if (first.span.begin > document.text().size() / 2) break;
  }
  return {};
}

}  // namespace

HomeCountry FindHome(const Data& data, const Document& document, std::span<const Token> tokens, std::span<const Match> matches, Worker& worker) {
  const Article& article = document.article();
  HomeCountry home;
  if (!article.publisher.empty()) home = OfPublisher(data, article.publisher, worker);
  if (home.code[0] == 0 && !article.url.empty()) home = OfAddress(article.url);
  if (home.code[0] == 0) home = OfDateline(data, document, tokens, matches);
  return home;
}

}  // namespace numbers
}  // namespace factbox
