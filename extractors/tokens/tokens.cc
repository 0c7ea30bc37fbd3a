// "Gen. Smith left. He said no." → tokens Gen. | Smith | left | . | He | said | no | .   sentences 1-4, 5-8
//
// The work is text/segmenter.h's; this stage only goes through the sections, so that a title and the text below it never share a sentence.
#include "extractors/tokens/tokens.h"

namespace factbox {
namespace {

class TokensStage : public Stage {
 public:
  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"tokens", 1, LayersOf(Layer::kSections), LayersOf(Layer::kTokens, Layer::kSentences)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker& worker) const override {
    std::vector<Token>& tokens = writer.tokens();
    constexpr size_t kBytesPerToken = 5;  // of English news, low so that the vector rarely grows
    tokens.reserve(document.text().size() / kBytesPerToken + 16);
    for (const Section& section : reader.sections()) worker.segmenter.Segment(document.text(), section.span, tokens, writer.sentences());
  }
};

}  // namespace

std::unique_ptr<Stage> MakeTokensStage() { return std::make_unique<TokensStage>(); }

}  // namespace factbox
