# What `cmake --install` puts where. Everything may be moved afterwards: program, package files and data find one another by relative paths.
#
#   bin/factbox                            the program; it looks for ../share/factbox/factbox.data
#   lib/libfactbox.a, include/factbox/     the library
#   lib/cmake/factbox, lib/pkgconfig       find_package(factbox) → factbox::factbox; pkg-config factbox
#   share/factbox/factbox.data             gazetteers and rules, compiled
#   share/factbox/*.model                  trained models
#   share/man, share/bash-completion       manual page, completion
include(CMakePackageConfigHelpers)

install(TARGETS factbox RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS factbox_library EXPORT factbox ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/factbox DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES ${FACTBOX_DATA} ${FACTBOX_MODELS} DESTINATION ${CMAKE_INSTALL_DATADIR}/factbox)
install(FILES docs/man/factbox.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES docs/man/factbox.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME factbox)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(FACTBOX_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/factbox)
install(EXPORT factbox NAMESPACE factbox:: DESTINATION ${FACTBOX_PACKAGE_DIR} FILE factboxTargets.cmake)
configure_package_config_file(cmake/factboxConfig.cmake.in ${CMAKE_BINARY_DIR}/generated/factboxConfig.cmake
  INSTALL_DESTINATION ${FACTBOX_PACKAGE_DIR} PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/generated/factboxConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/generated/factboxConfig.cmake ${CMAKE_BINARY_DIR}/generated/factboxConfigVersion.cmake DESTINATION ${FACTBOX_PACKAGE_DIR})

file(RELATIVE_PATH FACTBOX_PC_TO_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(cmake/factbox.pc.in ${CMAKE_BINARY_DIR}/generated/factbox.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/generated/factbox.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
