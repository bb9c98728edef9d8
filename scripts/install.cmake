# `cmake --install`, and the package that scripts/package makes with CPack.
# The program finds its themes from where it is (generator/load/theme_places.h).
include(GNUInstallDirs)
install(TARGETS kyodo RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY themes/kyodo DESTINATION ${CMAKE_INSTALL_DATADIR}/kyodo/themes PATTERN screenshot.png EXCLUDE)
install(FILES generator/cli/man/kyodo.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES generator/cli/man/kyodo.ja.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/ja/man1 RENAME kyodo.1)
install(FILES README.md README.ja.md CHANGELOG.md themes/reference.md themes/reference.ja.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES content/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME staff-manual.md)
file(GLOB MANUAL_PICTURES content/MANUAL-*.png)
install(FILES ${MANUAL_PICTURES} DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES themes/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME themes.md)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT "The kyodo authors <kyodo@example.jp>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "makes a city's collaboration portal from Markdown and YAML")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "A static site generator for the work that a Japanese city does together with
its residents, groups and companies: bilingual pages, search, calendar, open data.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # finds what is linked, in the versions of the Debian that it runs in
# What is not linked: the dictionary that every Japanese page needs, and libraries that are loaded for photographs
# (images/vips.cc), addresses (system/curl.cc) and workbooks (formats/zip.cc, xlsx_writer.cc), whose packages are called otherwise in each Debian. The picture that a
# site is shared with is drawn with a font that has its characters (images/fonts.cc).
set(CPACK_DEBIAN_PACKAGE_DEPENDS mecab-ipadic-utf8)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-noto-cjk)
foreach(LOADED libvips.so.42 libcurl.so.4 libarchive.so.13 ${KYODO_XLSXWRITER})
  execute_process(COMMAND dpkg-query -S */${LOADED} OUTPUT_VARIABLE OWNER ERROR_QUIET)
  if(OWNER MATCHES "^([^:]+)")
    list(APPEND CPACK_DEBIAN_PACKAGE_RECOMMENDS ${CMAKE_MATCH_1})
  endif()
endforeach()
list(JOIN CPACK_DEBIAN_PACKAGE_RECOMMENDS ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS)
include(CPack)
