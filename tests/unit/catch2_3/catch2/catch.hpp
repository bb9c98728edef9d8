// Catch2 3 (Debian 13) under the name that the header of Catch2 2 (Debian 12) has, so that each test includes one name.
#pragma once

#include <catch2/catch_all.hpp>
