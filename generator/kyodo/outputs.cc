#include "kyodo/outputs.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "core/hash.h"
#include "core/parallel.h"
#include "source/plain_files.h"

namespace kyodo {

bool OutputMaker::Make(const render::Output& output, tmpl::Arena& arena, FinishedFile& file,
                       Diagnostics& diagnostics) const {
  file.path = output.path;
  if (const auto* copy = output.As<render::FileCopy>()) {
    Result<std::string> read = ReadPlainFile(files_, folder_, copy->file->source);
    if (read.ok()) {
      file.bytes = std::move(*read);
    } else {
      diagnostics.FileError(read.error().rule, copy->file->source, read.error().message, read.error().hint);
    }
    return read.ok();
  }
  if (const auto* packed = output.As<render::PackedFile>()) file.text = packed->file->Text();
  arena.Clear();
  file.bytes.reserve(16 * 1024);
  return renderer_.Render(output, arena, file.bytes, diagnostics);
}

void OutputMaker::AddPage(const render::Output& output, const render::Page& page, tmpl::Arena& arena, Sink& sink,
                          PageMemory& memory, Diagnostics& diagnostics) const {
  const uint64_t named = renderer_.NamedBy(page);
  const std::optional<uint64_t> published = memory.Find(output.path, named);
  if (published && sink.Keep(output.path, *published)) return;
  FinishedFile file{output.path, {}};
  std::vector<const Record*> shown;
  arena.Clear();
  file.bytes.reserve(16 * 1024);
  if (!renderer_.RenderPage(output, arena, file.bytes, diagnostics, shown)) return;
  memory.Note(output.path, Hash(file.bytes), named, shown);
  sink.Add(std::move(file));
}

void OutputMaker::AddPacked(const std::string& path, const DerivedFile& derived, Sink& sink, PageMemory& memory) const {
  const uint64_t content = Hash(derived.content);
  const std::optional<uint64_t> published = memory.Find(path, content);
  if (published && sink.Keep(path, *published)) return;
  FinishedFile file{path, derived.Bytes(), derived.Text()};
  memory.NoteDerived(path, Hash(file.bytes), content);
  sink.Add(std::move(file));
}

void OutputMaker::MakeAll(const render::Plan& plan, Sink& sink, Diagnostics& diagnostics, PageMemory* memory) const {
  constexpr size_t kTogether = 16;  // outputs that share the memory of an arena
  const std::span<const render::Output> outputs = plan.outputs();
  std::atomic<size_t> done = 0;
  std::atomic<bool> reporting = false;
  std::mutex mutex;  // of `diagnostics`
  ParallelFor((outputs.size() + kTogether - 1) / kTogether, [&](size_t part) {
    tmpl::Arena arena;
    Diagnostics own;
    const auto mine = outputs.subspan(part * kTogether).first(std::min(kTogether, outputs.size() - part * kTogether));
    for (const render::Output& output : mine) {
      const render::Page* page = output.As<render::Page>();
      if (memory && page) {
        AddPage(output, *page, arena, sink, *memory, own);
        continue;
      }
      if (const auto* packed = output.As<render::PackedFile>(); memory && packed) {
        AddPacked(output.path, *packed->file, sink, *memory);
        continue;
      }
      FinishedFile file;
      const bool is_image = output.As<render::ImageCopyFile>();  // MakeImages makes those
      if (!is_image && Make(output, arena, file, own)) sink.Add(std::move(file));
    }
    const size_t now_done = done += mine.size();
    if (watcher_ && !reporting.exchange(true)) {
      watcher_->Progress(now_done, outputs.size());
      reporting = false;
    }
    const std::lock_guard lock(mutex);
    diagnostics.Append(std::move(own));
  });
}

}  // namespace kyodo
