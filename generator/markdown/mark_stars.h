// Stars that are marks of a leaflet (*印は予約が必要です。*のない行事は…) or signs of
// multiplication, and which CommonMark pairs as emphasis.
#pragma once

#include "markdown/tree.h"

namespace kyodo {

/// Makes text again of every emphasis that no author can mean by how it begins and ends: behind a
/// digit; with a comma, a full stop or a closing bracket as its first character; up to a comma or an
/// opening bracket; from a whole sentence right into the next.
void UndoMarkStars(cmark_node* root);

}  // namespace kyodo
