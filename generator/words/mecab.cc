#include "words/mecab.h"

#include <mecab.h>

#include <cmath>

#include "core/text.h"

namespace kyodo {

struct Mecab::Model {
  std::unique_ptr<MeCab::Model> model;
};

Mecab::Mecab(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Mecab::~Mecab() = default;

Result<std::unique_ptr<Mecab>> Mecab::Open(FileReader& files, const std::string& folder) {
  const Result<FileInfo> there = files.Stat(folder + "/sys.dic");
  if (!there && there.error().rule == "file.missing") return std::unique_ptr<Mecab>();
  if (!there) return there.error();
  // Without -r MeCab would read the system's settings, which may name another dictionary.
  std::vector<std::string> words = {"kyodo", "-r", "/dev/null", "-d", folder};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  auto model = std::make_unique<Model>();
  model->model.reset(MeCab::createModel(static_cast<int>(arguments.size()), arguments.data()));
  if (!model->model) {
    Diagnostic error;
    error.rule = "readings.dictionary";
    error.path = folder;
    error.message = {"MeCab の辞書が読めません", "MeCab's dictionary cannot be read"};
    error.hint = {"パッケージ mecab-ipadic-utf8 を入れ直してから、もう一度実行してください。",
                  "Install the package mecab-ipadic-utf8 anew, and run again."};
    return error;
  }
  return std::unique_ptr<Mecab>(new Mecab(std::move(model)));
}

struct Mecab::Parser::State {
  const MeCab::Model* model = nullptr;
  std::unique_ptr<MeCab::Tagger> tagger;
  std::unique_ptr<MeCab::Lattice> lattice;
};

Mecab::Parser::Parser(const Mecab& mecab) : state_(std::make_unique<State>()) {
  state_->model = mecab.model_->model.get();
  state_->tagger.reset(mecab.model_->model->createTagger());
  state_->lattice.reset(mecab.model_->model->createLattice());
}

Mecab::Parser::~Parser() = default;

namespace {

/// IPADIC: part of speech (4), inflection (2), base form, reading, pronunciation.
std::string_view Column(const char* feature, int column) {
  std::string_view rest = feature;
  for (; column > 0; --column) {
    const size_t comma = rest.find(',');
    if (comma == std::string_view::npos) return {};
    rest.remove_prefix(comma + 1);
  }
  return rest.substr(0, rest.find(','));
}

constexpr int kReading = 7;

/// IPADIC's costs are 800 times the negative logarithms of its model.
constexpr double kCostFactor = 800;

/// What a word costs between its neighbours on the best path.
int CostThere(const MeCab::Model& model, const MeCab::Node& word, const MeCab::Node& best) {
  return word.wcost + model.transition_cost(best.prev->rcAttr, word.lcAttr) +
         model.transition_cost(word.rcAttr, best.next->lcAttr);
}

/// MeCab's own marginal probabilities take all paths into account, and twice the time.
float CertaintyOf(const MeCab::Model& model, const MeCab::Node& best, const MeCab::Node* same_place,
                  std::string_view reading) {
  double others = 0;
  for (; same_place; same_place = same_place->bnext) {
    if (same_place->length != best.length || same_place->stat != MECAB_NOR_NODE ||
        Column(same_place->feature, kReading) == reading)
      continue;
    const int more = CostThere(model, *same_place, best) - CostThere(model, best, best);
    others += std::exp(-more / kCostFactor);
  }
  return static_cast<float>(1 / (1 + others));
}

/// The end of what MeCab gets at once: all of the text, or as much as has no more than so many kanji of numbers in a
/// row. At each of a row MeCab looks at all the others.
size_t EndOfPart(std::string_view text, size_t begin) {
  constexpr size_t kMostNumerals = 200;
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九十百千万億兆";
  if (text.size() - begin < 3 * kMostNumerals) return text.size();
  size_t numerals = 0;
  for (size_t at = begin; at < text.size();) {
    numerals = kNumerals.find(DecodeUtf8(text, at)) == kNumerals.npos ? 0 : numerals + 1;
    if (numerals == kMostNumerals) return at;
  }
  return text.size();
}

}  // namespace

void Mecab::Parser::Parse(std::string_view text, std::vector<Morpheme>& out) {
  out.clear();
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = EndOfPart(text, begin);
    ParsePart(text.substr(begin, end - begin), begin, out);
    begin = end;
  }
}

void Mecab::Parser::ParsePart(std::string_view text, size_t offset, std::vector<Morpheme>& out) {
  MeCab::Lattice& lattice = *state_->lattice;
  lattice.set_sentence(text.data(), text.size());
  if (!state_->tagger->parse(&lattice)) return;
  for (const MeCab::Node* node = lattice.bos_node()->next; node && node->stat != MECAB_EOS_NODE; node = node->next) {
    Morpheme& word = out.emplace_back();
    const auto within = static_cast<size_t>(node->surface - lattice.sentence());
    word.begin = static_cast<uint32_t>(offset + within);
    word.end = word.begin + node->length;
    if (node->stat == MECAB_NOR_NODE) word.reading = Column(node->feature, kReading);
    const std::string_view feature = node->feature;
    word.is_number = StartsWith(feature, "名詞,数");
    word.is_person = StartsWith(feature, "名詞,固有名詞,人名");
    // Whitespace before a word is part of where the lattice keeps it.
    const size_t place = within - (node->rlength - node->length);
    if (!word.reading.empty())
      word.certainty = CertaintyOf(*state_->model, *node, lattice.begin_nodes(place), word.reading);
  }
}

}  // namespace kyodo
