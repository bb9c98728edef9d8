#include "markdown/wire.h"

#include <cstring>
#include <type_traits>

namespace kyodo {

namespace {

/// Each structure is described once, as `Fields(codec, value)`, and a codec
/// either writes or reads what it is given.
class Writer {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void operator()(const T& value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void operator()(std::string_view text) {
    (*this)(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  template <class T, class Each>
  void List(const std::vector<T>& list, Each each) {
    (*this)(static_cast<uint32_t>(list.size()));
    for (const T& item : list) each(*this, item);
  }
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void operator()(T& value) {
    if (in_.size() < sizeof value) return Fail();
    std::memcpy(&value, in_.data(), sizeof value);
    in_.remove_prefix(sizeof value);
  }
  void operator()(std::string_view& text) {
    uint32_t size = 0;
    (*this)(size);
    if (in_.size() < size) return Fail();
    text = in_.substr(0, size);
    in_.remove_prefix(size);
  }
  void operator()(std::string& text) {
    std::string_view view;
    (*this)(view);
    text = view;
  }
  template <class T, class Each>
  void List(std::vector<T>& list, Each each) {
    uint32_t size = 0;
    (*this)(size);
    for (uint32_t i = 0; i < size && !failed_; ++i) each(*this, list.emplace_back());
  }
  bool Finished() const { return !failed_ && in_.empty(); }

 private:
  void Fail() {
    failed_ = true;
    in_ = {};
  }
  std::string_view in_;
  bool failed_ = false;
};

constexpr auto kRequest = [](auto& codec, auto& request) {
  codec(request.text);
  codec(request.language);
  codec(request.top_heading);
  codec(request.check_structure);
  codec(request.figure_label);
  codec(request.table_label);
  codec(request.number_prefix);
  codec(request.note_label);
  codec(request.back_label);
  codec(request.words);
  codec(request.taken_ids);
};

constexpr auto kText = [](auto& codec, auto& text) { codec(text); };

constexpr auto kLink = [](auto& codec, auto& link) {
  codec(link.offset);
  codec(link.end);
  codec(link.image);
  codec(link.target);
  codec(link.text);
  codec(link.title);
  codec(link.line);
  codec(link.column);
};

constexpr auto kHeading = [](auto& codec, auto& heading) {
  codec(heading.level);
  codec(heading.id);
  codec(heading.text);
  codec(heading.html);
  codec(heading.line);
  codec(heading.plain_begin);
  codec(heading.plain_end);
};

constexpr auto kCaption = [](auto& codec, auto& caption) {
  codec(caption.table);
  codec(caption.id);
  codec(caption.number);
  codec(caption.text);
  codec(caption.line);
};

constexpr auto kEdit = [](auto& codec, auto& edit) {
  codec(edit.line);
  codec(edit.column);
  codec(edit.was);
  codec(edit.text);
};

constexpr auto kProblem = [](auto& codec, auto& problem) {
  codec(problem.severity);
  codec(problem.rule);
  codec(problem.line);
  codec(problem.column);
  codec(problem.length);
  codec(problem.message.ja);
  codec(problem.message.en);
  codec(problem.hint.ja);
  codec(problem.hint.en);
  codec.List(problem.edits, kEdit);
};

constexpr auto kResult = [](auto& codec, auto& result) {
  codec(result.html);
  codec.List(result.links, kLink);
  codec.List(result.headings, kHeading);
  codec.List(result.captions, kCaption);
  codec.List(result.ids, kText);
  codec(result.plain);
  codec(result.excerpt);
  codec.List(result.problems, kProblem);
};

template <class T, class Fields>
std::string Encode(const T& value, Fields fields) {
  Writer writer;
  fields(writer, value);
  return std::move(writer.out_);
}

template <class T, class Fields>
std::optional<T> Decode(std::string_view bytes, Fields fields) {
  Reader reader(bytes);
  T value;
  fields(reader, value);
  if (!reader.Finished()) return std::nullopt;
  return value;
}

}  // namespace

std::string EncodeRequest(const MarkdownRequest& request) { return Encode(request, kRequest); }
std::string EncodeResult(const MarkdownResult& result) { return Encode(result, kResult); }
std::optional<MarkdownRequest> DecodeRequest(std::string_view bytes) {
  return Decode<MarkdownRequest>(bytes, kRequest);
}
std::optional<MarkdownResult> DecodeResult(std::string_view bytes) { return Decode<MarkdownResult>(bytes, kResult); }

}  // namespace kyodo
