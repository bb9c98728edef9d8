#include "model/derived.h"

#include "formats/gzip.h"

namespace kyodo {

std::string DerivedFile::Bytes() const { return packing == kPlain ? content : Gzip(content, packing == kGzipHard); }

}  // namespace kyodo
