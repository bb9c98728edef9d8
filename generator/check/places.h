// Places on the map that lie where nothing else of the site does, or on none.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Warning `place.half`: a latitude or a longitude alone. Warning `place.far`: more than ten degrees from the middle of
/// all places of the site, of which there are at least three; or on the equator or the meridian of Greenwich, as a zero
/// that was never filled in.
void TellFarPlaces(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
