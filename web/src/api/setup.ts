import type { DoctorView, SetupView } from '@pm-bot/domain'
import { get } from './client.ts'
import { createRead } from './create-read.ts'

export const createSetup = () =>
  createRead(() => ({ key: ['setup'], read: (signal) => get<SetupView>('/api/setup', signal) }))

/** Looks anew each time: nobody says that a disk filled up or a clock jumped. */
export const createDoctor = () =>
  createRead(() => ({ key: ['doctor'], read: (signal) => get<DoctorView>('/api/doctor', signal) }))
