// One worksheet of a workbook: ECMA-376 part 1, 18.3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/xlsx_cells.h"
#include "formats/xlsx_reader.h"

namespace kyodo {

/// What the cells of all sheets refer to.
struct SheetParts {
  const std::vector<std::string>& strings;
  const std::vector<NumberFormat>& formats;
  bool from_1904 = false;
};

enum class SheetOutcome { kFine, kDamaged, kTooLarge };

/// Reads the XML of a worksheet into `sheet`; `cells_left` is how many the workbook may still have.
SheetOutcome ReadSheet(std::string_view xml, const SheetParts& parts, size_t& cells_left, Sheet& sheet);

}  // namespace kyodo
